package org.cordboard.server.desktop;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has those who watch the floor told what has changed, twice a second. */
public final class FloorClock implements AutoCloseable {

    static final long EVERY_MILLIS = 500;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "cti-floor"));

    public FloorClock(Desktops desktops) {
        thread.scheduleWithFixedDelay(desktops::tellWatchers, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
