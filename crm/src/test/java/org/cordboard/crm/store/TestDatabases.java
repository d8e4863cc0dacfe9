package org.cordboard.crm.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives the tests of a class annotated with {@link OnEachDatabase} one kind of database after the other. One class at a time. */
public final class TestDatabases implements ClassTemplateInvocationContextProvider {

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static volatile @Nullable Kind now;

    private enum Kind implements ClassTemplateInvocationContext {
        H2 {
            @Override
            Database open() {
                return Database.inMemory("test-" + OPENED.incrementAndGet());
            }
        },
        POSTGRESQL {
            @Override
            Database open() {
                return Database.open(PostgresServer.fresh());
            }
        };

        abstract Database open();

        @Override
        public String getDisplayName(int invocation) {
            return name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            BeforeClassTemplateInvocationCallback before = context -> now = this;
            AfterClassTemplateInvocationCallback after = context -> now = null;
            return List.of(before, after);
        }
    }

    /** A database with the schema and nothing else, of the kind that it is the turn of. */
    public static Database fresh() {
        Kind kind = now;
        if (kind == null) {
            throw new IllegalStateException("the test class is not annotated with @OnEachDatabase");
        }
        return kind.open();
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        return Stream.of(Kind.values());
    }
}
