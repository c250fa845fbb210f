package io.squall.boundary.relay;

import io.squall.boundary.Device.Admission;
import io.squall.socket.Fault;
import io.squall.socket.Faults;
import io.squall.socket.PushDatagram;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.socket.Volley;
import io.squall.socket.VolleyReceiver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Receives the pushes of one class, many at a time, and offers each one to the boundary by itself. Those that depart in one turn
 * leave for the plane together, at its end.
 */
final class PushGate extends Gate {
    private final Crossing crossing;
    private final VolleyReceiver listener;
    private final Volley toPlane;
    private final Faults planeFaults;
    private final ArrayDeque<Datagram> idle = new ArrayDeque<>(1024);

    PushGate(SocketLoop loop, Crossing crossing, int trafficClass, Route route, Faults planeFaults) {
        super(trafficClass, route);
        this.crossing = crossing;
        this.planeFaults = planeFaults;
        listener = route.inlet()
                .place()
                .call(() -> loop.receiveVolleys(route.inlet().address(), this::received));
        toPlane = loop.volley(List.of(SourceAddress.listener(0)), route.plane(), planeFaults);
    }

    @Override
    InetSocketAddress address() {
        return listener.localAddress();
    }

    private void received(ByteBuffer pushes) {
        while (pushes.remaining() >= PushDatagram.BYTES) {
            arrived.increment();
            Datagram datagram = idle.isEmpty() ? new Datagram() : idle.pop();
            datagram.carry(pushes);
        }
    }

    @Override
    void flush() {
        toPlane.flush();
    }

    /** Used again and again: there are as many as were ever inside the boundary at once. */
    private final class Datagram implements Parcel {
        private final byte[] payload = new byte[PushDatagram.BYTES];
        private int slot;

        void carry(ByteBuffer pushes) {
            int source = PushDatagram.source(pushes, pushes.position());
            pushes.get(payload);
            slot = crossing.take(this);
            if (crossing.offer(slot, trafficClass, false, source, flowOf(source)) != Admission.QUEUED) {
                lost(false);
            }
        }

        @Override
        public void departed(boolean returning) {
            if (!toPlane.add(payload)) {
                planeFaults.count(Fault.OTHER);
            }
            lost(returning);
        }

        @Override
        public void lost(boolean returning) {
            crossing.release(slot);
            idle.push(this);
        }
    }
}
