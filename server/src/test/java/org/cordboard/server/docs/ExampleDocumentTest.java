package org.cordboard.server.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.store.Database;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsException;
import org.cordboard.server.settings.SettingsReader;
import org.junit.jupiter.api.Test;

/** The example that the pages tell people to start with. */
class ExampleDocumentTest {

    private static final Path SITE = Documents.root().resolve("docs/examples/site.yaml");
    private static final Pattern VARIABLE = Pattern.compile("export ([A-Z_]+)=");

    /** The variables that docs/CONFIG.md sets before it starts the example. */
    private static Settings read() {
        Map<String, String> environment = new LinkedHashMap<>();
        VARIABLE.matcher(Documents.text(Documents.root().resolve("docs/CONFIG.md")))
                .results()
                .map(MatchResult::group)
                .map(export -> export.substring("export ".length(), export.length() - 1))
                .forEach(name -> environment.put(
                        name, name.endsWith("_HASH") ? PasswordHash.ofThrowAway("any".toCharArray()) : "any"));
        environment.replaceAll((name, value) -> value.replace("m=8,", "m=19456,"));
        return new SettingsReader(environment).read(SITE);
    }

    @Test
    void isReadWithoutAFaultOnceTheVariablesAreSet() {
        Settings settings = read();
        assertThat(settings.users()).hasSize(3);
        assertThat(settings.hotlines()).hasSize(1);
    }

    @Test
    void holdsNoSecrets() {
        assertThatThrownBy(() -> new SettingsReader(Map.of()).read(SITE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CORDBOARD_PBX_SECRET is not set")
                .hasMessageContaining("ANNA_PASSWORD_HASH is not set")
                .hasMessageContaining("BERT_PASSWORD_HASH is not set")
                .hasMessageContaining("SUE_PASSWORD_HASH is not set")
                .hasMessageContaining("4 faults");
        assertThat(Documents.text(SITE)).doesNotContain("$argon2id$");
    }

    @Test
    void hasCustomersThatAreAllLoaded() {
        Settings settings = read();
        Path customers = settings.customers();
        assertThat(customers).isNotNull();
        try (Database database = Database.inMemory("example")) {
            PhoneNumbers numbers = new PhoneNumbers(settings.region());
            CustomerStore store = new CustomerStore(database, numbers);
            CustomerImport.Order order = new CustomerImport.Order(customers, "customers-file", null);
            assertThat(new CustomerImport(database, store, numbers)
                            .run(order, progress -> {})
                            .toString())
                    .startsWith("3 customers added")
                    .contains("0 rows left out");
        }
    }

    @Test
    void namesOnlyPromptsThatThePageOnAsteriskNames() {
        Set<String> named = new TreeSet<>();
        read().trees().stream().map(IvrTree::prompts).forEach(named::addAll);
        assertThat(named).isNotEmpty();
        String page = Documents.text(Documents.root().resolve("docs/ASTERISK.md"));
        assertThat(named).allSatisfy(prompt -> assertThat(page).contains("`" + prompt + "`"));
    }
}
