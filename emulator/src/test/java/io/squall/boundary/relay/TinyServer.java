package io.squall.boundary.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on loopback that talks on each connection as the test says, on a thread of its own. */
public final class TinyServer implements AutoCloseable {
    /** What it does on a connection, which it closes in the end. */
    @FunctionalInterface
    public interface Talk {
        /** @param connection counted from 0 */
        void on(int connection, InputStream in, OutputStream out) throws Exception;
    }

    public final InetSocketAddress address;
    private final ServerSocket listener;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    public TinyServer(Talk talk) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        address = (InetSocketAddress) listener.getLocalSocketAddress();
        Thread.startVirtualThread(() -> {
            Socket socket;
            while ((socket = next()) != null) {
                Socket connection = socket;
                int number = accepted.size();
                accepted.add(connection);
                Thread.startVirtualThread(() -> serve(talk, number, connection));
            }
        });
    }

    private @Nullable Socket next() {
        try {
            return listener.accept();
        } catch (IOException e) {
            return null;
        }
    }

    private static void serve(Talk talk, int number, Socket connection) {
        try (connection) {
            talk.on(number, connection.getInputStream(), connection.getOutputStream());
        } catch (Exception e) {
            // The other side has gone, or the test is over.
        }
    }

    public int connections() {
        return accepted.size();
    }

    /** Reads to the end of a request without a body; false at the end of the stream. */
    public static boolean request(InputStream in) throws IOException {
        int matched = 0;
        int next;
        while (matched < 4 && (next = in.read()) >= 0) {
            boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
            matched = expected ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return matched == 4;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
