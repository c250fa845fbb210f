package io.squall.boundary;

import io.squall.scenario.Path;
import java.util.Arrays;

/** Who is admitted to a queue, and who is served next. */
interface Discipline {
    /**
     * @param places for packets that wait, in each queue
     * @param preferredClasses bit c is set if class c goes first, for strict priority
     */
    static Discipline of(Path.Discipline discipline, int places, long preferredClasses) {
        return switch (discipline) {
            case Path.Discipline.Fifo _ -> new Queue(places, false);
            case Path.Discipline.Lifo _ -> new Queue(places, true);
            case Path.Discipline.Priority _ -> new StrictPriority(places, preferredClasses);
            case Path.Discipline.RoundRobin(int quantum) -> new RoundRobin(places, quantum);
            case Path.Discipline.CoDel(long targetNs, long intervalNs) -> new CoDel(places, targetNs, intervalNs);
            case Path.Discipline.Fluid _ -> throw new IllegalArgumentException("a fluid device has no queue");
        };
    }

    /** @return false if there is no place for it */
    boolean admit(Packet packet);

    /**
     * Takes out the packet to serve next; what is thrown away on the way goes to {@code packets}.
     *
     * @return false if none is left
     */
    boolean next(long nowNs, Packet into, Packets packets);

    /** Packets that wait for service. */
    int waiting();

    /** One queue for all, served from one of its ends; a packet that finds it full is refused (drop-tail). */
    final class Queue implements Discipline {
        private final Ring ring = new Ring();
        private final int places;
        private final boolean lastComeFirstServed;

        Queue(int places, boolean lastComeFirstServed) {
            this.places = places;
            this.lastComeFirstServed = lastComeFirstServed;
        }

        @Override
        public boolean admit(Packet packet) {
            if (ring.size() >= places) {
                return false;
            }
            ring.add(packet);
            return true;
        }

        @Override
        public boolean next(long nowNs, Packet into, Packets packets) {
            if (ring.size() == 0) {
                return false;
            }
            if (lastComeFirstServed) {
                ring.removeLast(into);
            } else {
                ring.removeFirst(into);
            }
            return true;
        }

        @Override
        public int waiting() {
            return ring.size();
        }

        int firstBytes() {
            return ring.firstBytes();
        }
    }

    /**
     * Two queues with buffers of their own: the preferred classes are served first; a service that has begun is not
     * interrupted (non-preemptive).
     */
    final class StrictPriority implements Discipline {
        private final Queue preferred;
        private final Queue rest;
        private final long preferredClasses;

        StrictPriority(int places, long preferredClasses) {
            preferred = new Queue(places, false);
            rest = new Queue(places, false);
            this.preferredClasses = preferredClasses;
        }

        @Override
        public boolean admit(Packet packet) {
            boolean first = (preferredClasses >>> packet.trafficClass & 1) != 0;
            return (first ? preferred : rest).admit(packet);
        }

        @Override
        public boolean next(long nowNs, Packet into, Packets packets) {
            return preferred.next(nowNs, into, packets) || rest.next(nowNs, into, packets);
        }

        @Override
        public int waiting() {
            return preferred.waiting() + rest.waiting();
        }
    }

    /**
     * A queue for each class with a buffer of its own; in a round each may send as many bytes as its deficit, which grows by a quantum
     * a round (Shreedhar, Varghese: Efficient Fair Queuing Using Deficit Round Robin, SIGCOMM 1995).
     */
    final class RoundRobin implements Discipline {
        private final int places;
        private final int quantumBytes;
        private Queue[] queues = {};
        private long[] deficit = {};
        private int turn;
        private boolean turnBegun;
        private int waiting;

        RoundRobin(int places, int quantumBytes) {
            this.places = places;
            this.quantumBytes = quantumBytes;
        }

        @Override
        public boolean admit(Packet packet) {
            while (queues.length <= packet.trafficClass) {
                queues = Arrays.copyOf(queues, queues.length + 1);
                queues[queues.length - 1] = new Queue(places, false);
                deficit = Arrays.copyOf(deficit, queues.length);
            }
            boolean admitted = queues[packet.trafficClass].admit(packet);
            waiting += admitted ? 1 : 0;
            return admitted;
        }

        @Override
        public boolean next(long nowNs, Packet into, Packets packets) {
            if (waiting == 0) {
                return false;
            }
            while (true) {
                Queue queue = queues[turn];
                if (queue.waiting() == 0) {
                    deficit[turn] = 0;
                } else {
                    deficit[turn] += turnBegun ? 0 : quantumBytes;
                    turnBegun = true;
                    if (queue.firstBytes() <= deficit[turn]) {
                        deficit[turn] -= queue.firstBytes();
                        waiting--;
                        return queue.next(nowNs, into, packets);
                    }
                }
                turn = (turn + 1) % queues.length;
                turnBegun = false;
            }
        }

        @Override
        public int waiting() {
            return waiting;
        }
    }

    /**
     * One queue, from whose head packets are dropped while the delay has stood above a target for an interval: the n-th drop comes
     * interval/√n after the one before (RFC 8289 §5).
     */
    final class CoDel implements Discipline {
        private final Queue queue;
        private final long targetNs;
        private final long intervalNs;
        private boolean dropping;
        private long firstAboveNs;
        private long dropNextNs;
        private int count;
        private int lastCount;
        private long waitingBytes;
        private int largestBytes;

        CoDel(int places, long targetNs, long intervalNs) {
            queue = new Queue(places, false);
            this.targetNs = targetNs;
            this.intervalNs = intervalNs;
        }

        @Override
        public boolean admit(Packet packet) {
            boolean admitted = queue.admit(packet);
            waitingBytes += admitted ? packet.bytes : 0;
            largestBytes = Math.max(largestBytes, packet.bytes);
            return admitted;
        }

        @Override
        public boolean next(long nowNs, Packet into, Packets packets) {
            boolean there = queue.next(nowNs, into, packets);
            boolean above = isAbove(there, nowNs, into);
            if (!dropping && above) {
                packets.dropped(into.packet, into.trafficClass, nowNs);
                there = queue.next(nowNs, into, packets);
                isAbove(there, nowNs, into);
                dropping = true;
                int recent = count - lastCount;
                count = recent > 1 && nowNs - dropNextNs < 16 * intervalNs ? recent : 1;
                lastCount = count;
                dropNextNs = law(nowNs);
            } else if (dropping) {
                dropping = above;
                while (dropping && nowNs >= dropNextNs) {
                    packets.dropped(into.packet, into.trafficClass, nowNs);
                    count++;
                    there = queue.next(nowNs, into, packets);
                    dropping = isAbove(there, nowNs, into);
                    dropNextNs = dropping ? law(dropNextNs) : dropNextNs;
                }
            }
            return there;
        }

        private long law(long fromNs) {
            return fromNs + (long) (intervalNs / Math.sqrt(count));
        }

        /** Whether the delay of what left last has stood above the target for an interval. */
        private boolean isAbove(boolean there, long nowNs, Packet packet) {
            waitingBytes -= there ? packet.bytes : 0;
            // What one packet more would fill is no standing queue.
            if (!there || nowNs - packet.enteredNs < targetNs || waitingBytes <= largestBytes) {
                firstAboveNs = 0;
                return false;
            }
            if (firstAboveNs == 0) {
                firstAboveNs = nowNs + intervalNs;
                return false;
            }
            return nowNs >= firstAboveNs;
        }

        @Override
        public int waiting() {
            return queue.waiting();
        }
    }
}
