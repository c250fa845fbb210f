package io.squall.plane;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.Brakes;
import io.squall.scenario.Plane;
import io.squall.scenario.Plane.Call;
import io.squall.scenario.Plane.ServiceSpec;
import io.squall.scenario.Scenario;
import io.squall.time.DueQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All services behind the boundary, and the requests inside them. A class without a service is answered after the plane's delay; for
 * another one:
 *
 * <pre>
 *     accept ─► [ waits for a worker ] ─► own time ─► call 1 ─► call 2 … ─► delay ─► answered
 *                  │ full: refused           │            └ a lower service, with a timeout and retries of its own
 *                  └ too old: dropped        └ fails
 * </pre>
 *
 * <p>A worker is held until all calls are done. A lower service goes on with what its caller has given up (stale work), and its answer
 * is ignored.
 */
public final class ControlPlane {
    private static final int NOBODY = -1;
    private static final int SLOT_SHIFT = 32;
    private static final int EVENT_SHIFT = 60;

    /** A caller needs some time to notice a refusal and to call again: an immediate retry cannot stop the clock. */
    private static final long TURNAROUND_NS = 1_000;

    /** Where answers go. */
    @FunctionalInterface
    public interface Answers {
        /**
         * A request is answered.
         *
         * @param good false if the answer is an error
         * @param dueNs the instant at which the answer was ready
         */
        void answered(int trafficClass, long request, boolean good, long dueNs);

        /** A request was too old when its turn came: it is never answered. */
        default void dropped(int trafficClass, long request) {}
    }

    private enum Event {
        ANSWER,
        ERROR,
        DROPPED,
        WORK_DONE,
        CALL_TIMED_OUT,
        CALL_AGAIN
    }

    private static final Event[] EVENTS = Event.values();

    private final DueQueue due = new DueQueue(1024);
    private final Jobs jobs = new Jobs();
    private final Server[] servers;
    private final int[] serverOf;
    private final long[] random;
    /** Written by the plane's thread; on sockets the relay reads the delay. */
    private volatile Plane plane;

    private long served;

    /** The plane of a scenario. */
    public ControlPlane(Scenario scenario) {
        plane = scenario.plane();
        List<String> names = plane.services().stream().map(ServiceSpec::name).toList();
        servers = new Server[names.size()];
        for (int i = 0; i < servers.length; i++) {
            servers[i] =
                    new Server(i, plane.services().get(i), names, scenario.seed().stream("service." + names.get(i), 0));
        }
        int classes = scenario.trafficClasses();
        serverOf = new int[classes];
        random = new long[classes];
        for (int c = 0; c < classes; c++) {
            @Nullable String service = scenario.traffic(c).service();
            serverOf[c] = service == null ? NOBODY : names.indexOf(service);
            random[c] = scenario.seed().stream("plane." + scenario.classes().get(c), 0);
        }
    }

    /** Takes on another description of the same services. */
    public void change(Plane description, long nowNs) {
        plane = description;
        for (Server server : servers) {
            server.spec = description.services().get(server.index);
            server.serveWaiting(nowNs);
        }
    }

    /** Of network and kernel, as it is now. */
    public Spread delay() {
        return plane.delay();
    }

    /** A request has come. */
    public void accept(int trafficClass, long request, long nowNs) {
        int job = jobs.open(request, trafficClass, NOBODY, 0, nowNs);
        if (serverOf[trafficClass] == NOBODY) {
            answer(job, true, nowNs);
        } else {
            servers[serverOf[trafficClass]].enter(job, nowNs);
        }
    }

    private void answer(int job, boolean good, long nowNs) {
        int c = jobs.trafficClass[job];
        random[c] = Seed.next(random[c]);
        schedule(nowNs + plane.delay().sampleNs(Seed.unit(random[c])), good ? Event.ANSWER : Event.ERROR, job, 0);
    }

    @SuppressWarnings("EnumOrdinal") // a heap of longs
    private void schedule(long atNs, Event event, int job, int token) {
        due.add(atNs, (long) event.ordinal() << EVENT_SHIFT | (long) job << SLOT_SHIFT | (token & 0xFFFF_FFFFL));
    }

    /** Does all that is due. */
    public int poll(long nowNs, Answers answers) {
        int work = 0;
        long dueNs;
        while ((dueNs = due.nextDueNs()) <= nowNs) {
            long event = due.poll();
            int job = (int) (event >>> SLOT_SHIFT) & 0x0FFF_FFFF;
            int token = (int) event;
            switch (EVENTS[(int) (event >>> EVENT_SHIFT)]) {
                case ANSWER -> answered(job, true, dueNs, answers);
                case ERROR -> answered(job, false, dueNs, answers);
                case DROPPED -> {
                    answers.dropped(jobs.trafficClass[job], jobs.request[job]);
                    jobs.close(job);
                }
                case WORK_DONE -> servers[jobs.server[job]].workDone(job, dueNs);
                case CALL_TIMED_OUT -> {
                    if (jobs.token[job] == token) {
                        servers[jobs.server[job]].failed(job, dueNs, 0, true);
                    }
                }
                case CALL_AGAIN -> {
                    if (jobs.token[job] == token) {
                        servers[jobs.server[job]].call(job, dueNs);
                    }
                }
            }
            work++;
        }
        return work;
    }

    private void answered(int job, boolean good, long dueNs, Answers answers) {
        long request = jobs.request[job];
        int trafficClass = jobs.trafficClass[job];
        jobs.close(job);
        served++;
        answers.answered(trafficClass, request, good, dueNs);
    }

    public long nextDueNs() {
        return due.nextDueNs();
    }

    /** Requests answered so far, stale ones included. */
    public long served() {
        return served;
    }

    /** Requests that each service has taken so far. */
    public Map<String, Long> taken() {
        Map<String, Long> taken = new LinkedHashMap<>();
        for (Server server : servers) {
            taken.put(server.spec.name(), server.taken);
        }
        return taken;
    }

    /** Requests that a service has taken from others or from clients so far. */
    public long taken(int service) {
        return servers[service].taken;
    }

    /** Requests inside a service now: waiting, at work, or calling. */
    public int inside(int service) {
        return servers[service].busy + servers[service].waiting();
    }

    private void drop(int job, long nowNs) {
        if (jobs.parent[job] == NOBODY) {
            schedule(nowNs, Event.DROPPED, job, 0);
        } else {
            jobs.close(job);
        }
    }

    private void reply(int job, boolean good, long nowNs) {
        int parent = jobs.parent[job];
        if (parent == NOBODY) {
            answer(job, good, nowNs);
            return;
        }
        boolean awaited = jobs.token[parent] == jobs.parentToken[job];
        jobs.close(job);
        if (awaited && good) {
            servers[jobs.server[parent]].callDone(parent, nowNs);
        } else if (awaited) {
            servers[jobs.server[parent]].failed(parent, nowNs, TURNAROUND_NS, true);
        }
    }

    /** One service. */
    private final class Server {
        private final int index;
        private final int[] lower;
        private final Brakes[] brakes;
        private final IntRing waiting = new IntRing();
        private ServiceSpec spec;
        private long state;
        private int busy;
        private long taken;

        Server(int index, ServiceSpec spec, List<String> names, long random) {
            this.index = index;
            this.spec = spec;
            state = random;
            lower = spec.calls().stream()
                    .mapToInt(call -> names.indexOf(call.service()))
                    .toArray();
            brakes = spec.calls().stream().map(call -> call.retry().brakes(1)).toArray(Brakes[]::new);
        }

        int waiting() {
            return waiting.size();
        }

        private double draw() {
            state = Seed.next(state);
            return Seed.unit(state);
        }

        void enter(int job, long nowNs) {
            jobs.server[job] = index;
            taken++;
            if (busy < spec.workers()) {
                begin(job, nowNs);
            } else if (waiting.size() < spec.queue()) {
                waiting.add(job);
            } else {
                reply(job, false, nowNs);
            }
        }

        private void begin(int job, long nowNs) {
            long others = (long) busy + waiting.size();
            busy++;
            long timeNs = spec.time().sampleNs(draw()) + others * spec.slopeNs();
            schedule(nowNs + timeNs, Event.WORK_DONE, job, 0);
        }

        void serveWaiting(long nowNs) {
            while (busy < spec.workers() && waiting.size() > 0) {
                int job = waiting.remove();
                if (nowNs - jobs.enteredNs[job] > spec.dropAfterNs()) {
                    drop(job, nowNs);
                } else {
                    begin(job, nowNs);
                }
            }
        }

        void workDone(int job, long nowNs) {
            if (spec.fails() > 0 && draw() < spec.fails()) {
                finish(job, false, nowNs);
            } else {
                nextCall(job, 0, nowNs);
            }
        }

        private void nextCall(int job, int call, long nowNs) {
            jobs.call[job] = call;
            jobs.failures[job] = 0;
            jobs.delayNs[job] = 0;
            if (call == lower.length) {
                finish(job, true, nowNs);
            } else {
                brakes[call].requested(0);
                call(job, nowNs);
            }
        }

        /** One attempt of the current call. */
        void call(int job, long nowNs) {
            int call = jobs.call[job];
            int token = ++jobs.token[job];
            Call how = spec.calls().get(call);
            if (!brakes[call].admits(0, nowNs, draw())) {
                // Nothing was waited for: without a back-off it waits as long as it would have for an answer.
                failed(job, nowNs, how.timeout().sampleNs(draw()), false);
                return;
            }
            int child = jobs.open(jobs.request[job], jobs.trafficClass[job], job, token, nowNs);
            servers[lower[call]].enter(child, nowNs);
            boolean over = jobs.token[job] != token;
            if (!over) {
                schedule(nowNs + how.timeout().sampleNs(draw()), Event.CALL_TIMED_OUT, job, token);
            }
        }

        void callDone(int job, long nowNs) {
            jobs.token[job]++;
            brakes[jobs.call[job]].succeeded(0, nowNs);
            nextCall(job, jobs.call[job] + 1, nowNs);
        }

        void failed(int job, long nowNs, long leastDelayNs, boolean sent) {
            int call = jobs.call[job];
            int token = ++jobs.token[job];
            int failures = ++jobs.failures[job];
            brakes[call].failed(0, nowNs, sent);
            if (!brakes[call].mayRetry(0, failures, nowNs)) {
                finish(job, false, nowNs);
                return;
            }
            Backoff backoff = spec.calls().get(call).retry().backoff();
            jobs.delayNs[job] = backoff.delayNs(failures, jobs.delayNs[job], draw());
            long delayNs = jobs.delayNs[job] == 0 ? leastDelayNs : jobs.delayNs[job];
            schedule(nowNs + delayNs, Event.CALL_AGAIN, job, token);
        }

        private void finish(int job, boolean good, long nowNs) {
            busy--;
            reply(job, good, nowNs);
            serveWaiting(nowNs);
        }
    }
}
