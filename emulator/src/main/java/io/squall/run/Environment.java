package io.squall.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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
        environment.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
        environment.put("sockets", io.squall.socket.Sockets.best().name());
        for (String setting : new String[] {
            "net/core/somaxconn", "net/ipv4/tcp_max_syn_backlog", "net/ipv4/ip_local_port_range", "net/core/rmem_max"
        }) {
            environment.put(setting, kernel(setting));
        }
        return environment;
    }

    private static String kernel(String setting) {
        try {
            return Files.readString(Path.of("/proc/sys", setting)).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
