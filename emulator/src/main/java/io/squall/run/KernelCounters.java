package io.squall.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;

/** What the kernel dropped before Squall could see it: of this network namespace, so of its other programs too. */
final class KernelCounters {
    private static final Path UDP = Path.of("/proc/net/snmp");
    private static final Path TCP = Path.of("/proc/net/netstat");

    private KernelCounters() {}

    /** Datagrams lost to full receive buffers plus connections lost to full listen queues, so far; 0 where it cannot be known. */
    static long drops() {
        return value(UDP, "Udp:", "RcvbufErrors") + value(TCP, "TcpExt:", "ListenOverflows");
    }

    private static List<String> columns(String row) {
        return Collections.list(new StringTokenizer(row)).stream()
                .map(String.class::cast)
                .toList();
    }

    /** A table is two lines with the same prefix: names, then values. */
    private static long value(Path file, String prefix, String name) {
        if (!Files.isReadable(file)) {
            return 0;
        }
        try {
            List<String> rows = Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(prefix))
                    .toList();
            if (rows.size() < 2) {
                return 0;
            }
            int column = columns(rows.get(0)).indexOf(name);
            return column < 0 ? 0 : Long.parseLong(columns(rows.get(1)).get(column));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
