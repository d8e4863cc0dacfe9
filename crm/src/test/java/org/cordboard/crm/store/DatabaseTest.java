package org.cordboard.crm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void keepsItsContentOverARestart() {
        Path data = folder.resolve("made/on/demand");
        try (Database database = Database.open(data)) {
            new CustomerStore(database, new PhoneNumbers("CN"))
                    .put(List.of(new CustomerEntry(Samples.customer("C1"), List.of("13800138000"))));
        }
        try (Database database = Database.open(data)) {
            assertThat(database.isUp()).isTrue();
            assertThat(new CustomerStore(database, new PhoneNumbers("CN")).lookUp("13800138000"))
                    .contains(Samples.customer("C1"));
        }
    }

    @Test
    void saysThatTheDataDirectoryCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("The data directory " + file + " cannot be made.");
    }

    @Test
    void saysThatAnotherProcessHasItOpen() throws IOException {
        Database.open(folder).close();
        try (RandomAccessFile file =
                        new RandomAccessFile(folder.resolve("cordboard.mv.db").toFile(), "rw");
                FileLock lock = file.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> Database.open(folder))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("another process has it open");
        }
    }

    @Test
    void saysThatADamagedFileCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("cordboard.mv.db"), "this is no database".repeat(1000));

        assertThatThrownBy(() -> Database.open(folder))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        "The database in " + folder + " cannot be used: it cannot be opened or brought up to date.");
    }

    @Test
    void failsInOneWayWhenItIsDown() {
        Database database = Database.inMemory("down");
        CustomerStore customers = new CustomerStore(database, new PhoneNumbers("CN"));
        CallRecordStore records = new CallRecordStore(database);
        CallRecordProjection projection = new CallRecordProjection(database, "north-1");
        database.close();

        assertThat(database.isUp()).isFalse();
        assertThatThrownBy(() -> customers.lookUp("13800138000"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("The database cannot be asked for a customer now; it may be down or full.");
        assertThatThrownBy(records::count).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> projection.apply(1, List.of())).isInstanceOf(StoreUnavailableException.class);
    }
}
