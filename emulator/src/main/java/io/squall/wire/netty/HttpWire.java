package io.squall.wire.netty;

import io.squall.guard.Permit;
import io.squall.scenario.Http;
import io.squall.socket.Fault;
import io.squall.socket.SocketLoop;
import io.squall.wire.Outcome;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Each attempt is a GET of HTTP/1.1, on a connection of its own or on the one that its source has kept.
 *
 * <pre>
 *     send ─► connect from 127.a.b.c, or take the kept connection ─► GET ─► … ─► the response is complete
 *             status &lt; 500: ANSWERED     500 and above, or no HTTP: ERROR     the connection ends before: RESET
 * </pre>
 *
 * A kept connection that the server closes while nobody asks is opened anew with the next attempt. If it closes just when it
 * is asked, before any of a response, the request is sent once more on a new connection (RFC 9112 §9.3.1); that is no failure.
 */
public final class HttpWire extends ConnectionWire {
    private static final int FIRST_BAD_STATUS = 500;

    private final ByteBuffer request;
    private final boolean keep;

    /**
     * @param target where the boundary listens for this class
     * @param sources the sources are 0 … sources − 1, and each has at most one attempt in flight and one connection
     * @param close how a connection ends on this side
     */
    public HttpWire(
            SocketLoop loop, Permit permit, InetSocketAddress target, int sources, Http http, TcpWire.Close close) {
        super(loop, permit, target, sources, close);
        keep = http.keep();
        String host =
                Objects.requireNonNullElse(http.host(), target.getAddress().getHostAddress() + ":" + target.getPort());
        byte[] get = ("GET " + http.target() + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: squall\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        request = ByteBuffer.allocateDirect(get.length).put(get);
    }

    @Override
    Exchange exchange() {
        return new Get();
    }

    /** Bodies are thrown away as they come, so a response of any length needs no memory. */
    private final class Get extends Exchange {
        private final HttpResponse response = new HttpResponse();
        private boolean idle;
        private boolean kept;
        private boolean responding;

        Get() {
            super(HttpWire.this);
        }

        @Override
        void carry(long next, long nowNs) {
            super.carry(next, nowNs);
            response.begin();
            kept = idle;
            idle = false;
            responding = false;
        }

        @Override
        boolean isIdle() {
            return idle;
        }

        @Override
        public ByteBuffer request() {
            return request;
        }

        @Override
        public void heard(ByteBuffer bytes) {
            if (idle) {
                // Nobody asked: what follows could be taken for the answer to the next request.
                over();
                return;
            }
            responding = true;
            response.read(bytes);
            if (response.isBad()) {
                report(attempt(), Outcome.ERROR);
                over();
            } else if (response.isComplete()) {
                complete(keep && response.keepsAlive() && !bytes.hasRemaining());
            }
        }

        private void complete(boolean reusable) {
            report(attempt(), response.status() < FIRST_BAD_STATUS ? Outcome.ANSWERED : Outcome.ERROR);
            idle = reusable;
            if (!reusable) {
                over();
            }
        }

        private void over() {
            idle = false;
            end(this);
        }

        @Override
        public void lost(@Nullable Fault fault) {
            if (idle) {
                over();
            } else if (fault == null && response.isUntilClose()) {
                complete(false);
            } else if (kept && !responding) {
                long again = attempt();
                long sentNs = sentNs();
                over();
                if (!open(again, sentNs)) {
                    report(again, Outcome.RESET);
                }
            } else {
                super.lost(fault);
            }
        }
    }
}
