package io.squall.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the figures of a run depend on besides its scenario. */
public final class Environment {
    private Environment() {}

    /** @param squall its version */
    public static Map<String, Object> describe(String squall) {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("squall", squall);
        environment.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        environment.put("jvmFlags", ManagementFactory.getRuntimeMXBean().getInputArguments());
        environment.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        environment.put("processors", Runtime.getRuntime().availableProcessors());
        environment.put("maxHeapBytes", Demand.heapLimit());
        environment.put("sockets", io.squall.socket.Sockets.best().name());
        for (String setting : new String[] {
            "net/core/somaxconn", "net/ipv4/tcp_max_syn_backlog", "net/ipv4/ip_local_port_range", "net/core/rmem_max"
        }) {
            environment.put(setting, kernel(Path.of("/proc/sys"), setting).orElse("unknown"));
        }
        return environment;
    }

    /**
     * A setting of Linux; empty where it is not shown.
     *
     * @param root {@code /proc/sys}
     */
    static Optional<String> kernel(Path root, String setting) {
        // In one read: the kernel shows a setting of several numbers only once.
        try (BufferedReader in = Files.newBufferedReader(root.resolve(setting))) {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
