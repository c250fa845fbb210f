package io.squall.journal.chronicle;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What must be said to Chronicle before its first class is loaded. */
final class Chronicle {
    private static final Logger LOG = Logger.getLogger("net.openhft");

    private Chronicle() {}

    /** No advertisement, no thread that watches disks, no word below a warning, and none about optional libraries. */
    static void quiet() {
        System.setProperty("chronicle.disk.monitor.disable", "true");
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        LOG.setLevel(Level.SEVERE);
    }
}
