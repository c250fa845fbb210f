package io.squall.wire.kernel;

import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.socket.Place;
import io.squall.socket.ReceiptQueue;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel lane of a run: its two namespaces, the program that measures at the far end, and a wire for each storm. */
public final class KernelLane implements AutoCloseable {
    /** Sources that share an address. */
    public static final int PORTS = 1 << 15;

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
    /** Linux 5.18 brought BPF_F_TEST_XDP_LIVE_FRAMES. */
    private static final int MAJOR = 5;

    private static final int MINOR = 18;
    /** Any, for the frames' form. */
    private static final int PORT = 9;

    private final Lab lab;
    private final Permit permit;
    private final Twin twin;
    private final List<FrameWire> wires = new ArrayList<>();

    private KernelLane(Lab lab, Permit permit, int classes) {
        this.lab = lab;
        this.permit = permit;
        Frame form = Frame.udp(sources(), Lab.farAddress(PORT));
        twin = lab.far().call(() -> new Twin(form, Lab.INDEX, classes, 0, Twin.Then.PASS));
    }

    /**
     * Makes the namespaces and loads the far program.
     *
     * @param classes traffic classes of the run
     * @throws KernelException in a sentence, if this process may not, or this kernel cannot
     */
    public static KernelLane open(Permit permit, int classes) {
        missing(System.getProperty("os.name"), System.getProperty("os.arch"), System.getProperty("os.version"))
                .ifPresent(what -> {
                    throw new KernelException(what, Libc.EOPNOTSUPP);
                });
        Lab lab = null;
        try {
            lab = Lab.open();
            return new KernelLane(lab, permit.within(lab), classes);
        } catch (KernelException e) {
            if (lab != null) {
                lab.close();
            }
            throw e.errno() == Libc.EPERM
                    ? new KernelException(
                            "the kernel lane needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_BPF, which this process lacks: run it as root, or in a container that has them",
                            e.errno())
                    : new KernelException("the kernel lane cannot be opened: " + e.getMessage(), e.errno());
        }
    }

    /** Opens one and closes it again: why that does not work here, in a sentence. */
    public static Optional<String> trouble() {
        try (KernelLane _ = open(new Guard().permit(0, 0, 0), 1)) {
            return Optional.empty();
        } catch (KernelException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What a platform lacks, as a sentence; whether this process may use what it has is known only by trying. */
    static Optional<String> missing(String system, String machine, String release) {
        Matcher version = RELEASE.matcher(release);
        boolean known = version.matches();
        int major = known ? Integer.parseInt(version.group(1)) : 0;
        int minor = known ? Integer.parseInt(version.group(2)) : 0;
        boolean young = major > MAJOR || (major == MAJOR && minor >= MINOR);
        boolean there = system.equals("Linux") && machine.equals("amd64") && young;
        return there
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the kernel lane needs Linux %d.%d or later on x86_64, and this is %s %s on %s",
                        MAJOR,
                        MINOR,
                        system,
                        release,
                        machine));
    }

    private static Inet4Address sources() {
        try {
            return (Inet4Address) InetAddress.getByAddress(Lab.octets(Lab.SOURCES));
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    /** The place at the far end. */
    public Place far() {
        return lab.far();
    }

    /** The same caps, and besides loopback the addresses of this lane. */
    public Permit permit() {
        return permit;
    }

    /** An address at the far end. */
    public static InetSocketAddress farAddress(int port) {
        return Lab.farAddress(port);
    }

    /**
     * Loads an emitter and begins to run it, which takes a core.
     *
     * @param target at the far end
     * @param receipts filled by the sink
     */
    public FrameWire wire(InetSocketAddress target, FrameWire.Terms terms, ReceiptQueue receipts) {
        FrameWire wire = new FrameWire(lab.near(), permit, Frame.udp(sources(), target), terms, receipts);
        wires.add(wire);
        return wire;
    }

    /** What has come to the far end so far of a class. */
    public Measured measured(int trafficClass) {
        return new Measured(twin.frames(trafficClass), twin.delays(trafficClass));
    }

    /** What went wrong in the kernel while it emitted, a sentence for each wire. */
    public List<String> incidents() {
        return wires.stream()
                .map(FrameWire::failure)
                .filter(Objects::nonNull)
                .map(failure -> "the kernel stopped emitting frames: " + failure.getMessage())
                .toList();
    }

    /** Ends the programs; what was in the namespaces goes when its sockets are closed. */
    @Override
    public void close() {
        wires.forEach(FrameWire::close);
        twin.close();
        lab.close();
    }
}
