package io.squall.boundary;

/** Who is admitted to a queue, and who is served next. */
interface Discipline {
    /** @return false if there is no place for it */
    boolean admit(long packet, int trafficClass, long nowNs);

    /** The queue to serve next; only while {@link #waiting()} is above 0. */
    Ring next();

    /** Packets that wait for service. */
    int waiting();

    /** One queue for all, in the order of arrival; a packet that finds it full is refused (drop-tail). */
    final class Fifo implements Discipline {
        private final Ring queue = new Ring();
        private final int places;

        Fifo(int places) {
            this.places = places;
        }

        @Override
        public boolean admit(long packet, int trafficClass, long nowNs) {
            if (queue.size() >= places) {
                return false;
            }
            queue.add(packet, trafficClass, nowNs);
            return true;
        }

        @Override
        public Ring next() {
            return queue;
        }

        @Override
        public int waiting() {
            return queue.size();
        }
    }

    /**
     * Two queues with buffers of their own: the preferred classes are served first; a service that has begun is not
     * interrupted (non-preemptive).
     */
    final class StrictPriority implements Discipline {
        private final Fifo preferred;
        private final Fifo rest;
        private final long preferredClasses;

        /** @param preferredClasses bit c is set if class c goes first */
        StrictPriority(int places, long preferredClasses) {
            preferred = new Fifo(places);
            rest = new Fifo(places);
            this.preferredClasses = preferredClasses;
        }

        @Override
        public boolean admit(long packet, int trafficClass, long nowNs) {
            boolean first = (preferredClasses >>> trafficClass & 1) != 0;
            return (first ? preferred : rest).admit(packet, trafficClass, nowNs);
        }

        @Override
        public Ring next() {
            return preferred.waiting() > 0 ? preferred.next() : rest.next();
        }

        @Override
        public int waiting() {
            return preferred.waiting() + rest.waiting();
        }
    }
}
