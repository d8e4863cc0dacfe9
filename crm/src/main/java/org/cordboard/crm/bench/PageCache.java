package org.cordboard.crm.bench;

import org.cordboard.crm.store.Database;

/** The pages of its file that H2 keeps in memory, within a bound of its own. */
public final class PageCache {

    private PageCache() {}

    /** What it holds now. The database must be one of H2. */
    public static long bytes(Database database) {
        // H2 tells it in MiB.
        return (1L << 20)
                * database.call("the size of the page cache", handle -> handle.createQuery(
                                "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'info.CACHE_SIZE'")
                        .mapTo(Long.class)
                        .one());
    }
}
