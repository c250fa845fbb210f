package io.squall.scenario;

import io.squall.load.Seed;
import io.squall.retry.Backoff;
import io.squall.scenario.LoadGrammar.Connections;
import io.squall.scenario.LoadGrammar.FirstAttempt;
import io.squall.scenario.ScenarioGrammar.Recovers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The one text of a scenario: all keys in a fixed order, all defaults written out. Read again it gives the same scenario. */
final class CanonicalText {
    private static final Notation<Long> DURATION = Quantity.DURATION;
    private static final String SEED = "seed: ";

    private final YamlWriter yaml = new YamlWriter();

    private CanonicalText() {}

    /**
     * The same scenario with its text and its hash.
     *
     * @param seed in place of its own
     */
    static Scenario sealed(Scenario s, OptionalLong seed) {
        Seed root = seed.isPresent() ? new Seed(seed.getAsLong()) : s.seed();
        String text = new CanonicalText().text(s, root);
        String seedLine = SEED + root.value() + "\n";
        int seedAt = text.indexOf("\n" + seedLine) + 1;
        String seedless = text.substring(0, seedAt) + text.substring(seedAt + seedLine.length());
        return new Scenario(
                s.name(),
                s.title(),
                s.note(),
                root,
                s.durationNs(),
                s.phases(),
                s.paths(),
                s.planeDelay(),
                s.upstream(),
                s.storms(),
                s.probes(),
                s.operator(),
                s.windowNs(),
                s.holdNs(),
                s.expect(),
                text,
                sha256(seedless));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String text(Scenario s, Seed seed) {
        yaml.put("squall", ScenarioGrammar.VERSION);
        yaml.put("name", s.name());
        yaml.quote("title", s.title());
        yaml.quote("note", s.note());
        yaml.put("seed", Long.toString(seed.value()));
        yaml.put("duration", DURATION.format(s.durationNs()));
        yaml.open("phases");
        s.phases().forEach(this::phase);
        yaml.close();
        yaml.open("paths");
        s.paths().forEach(this::path);
        yaml.close();
        yaml.open("plane");
        yaml.put("delay", Quantity.SPREAD.format(s.planeDelay()));
        if (!s.upstream().isEmpty()) {
            yaml.open("upstream");
            s.upstream().forEach((name, address) -> yaml.put(name, Words.ADDRESS.format(address)));
            yaml.close();
        }
        yaml.close();
        yaml.open("storms");
        s.storms().forEach(this::storm);
        yaml.close();
        yaml.open("probes");
        s.probes().forEach(this::probe);
        yaml.close();
        yaml.open("operator");
        s.operator().forEach(this::mitigation);
        yaml.close();
        yaml.open("verdict");
        yaml.put("window", DURATION.format(s.windowNs()));
        yaml.put("hold", DURATION.format(s.holdNs()));
        yaml.close();
        expect(s.expect());
        return yaml.toString();
    }

    private void phase(Phase phase) {
        yaml.openElement("name", phase.name());
        yaml.put("kind", PhaseGrammar.KIND.format(phase.kind()));
        switch (phase.end()) {
            case Phase.End.After(long lengthNs) -> yaml.put("for", DURATION.format(lengthNs));
            case Phase.End.Until(String mitigation) -> yaml.put("until", mitigation);
            case Phase.End.EndOfRun() -> {}
        }
        if (!phase.drop().isEmpty()) {
            yaml.open("drop");
            phase.drop().forEach((storm, share) -> yaml.put(storm, Words.SHARE.format(share)));
            yaml.close();
        }
        yaml.close();
    }

    private void path(Path path) {
        yaml.open(path.name());
        yaml.put("capacity", Words.RATE.format(path.capacity()));
        yaml.put("discipline", PathGrammar.DISCIPLINE.format(path.discipline()));
        if (path.discipline() == Path.Discipline.PRIORITY) {
            yaml.put("prefer", path.prefer());
        }
        if (path.discipline() != Path.Discipline.FLUID) {
            yaml.put("queue", PathGrammar.QUEUE.format(path.queue()));
            yaml.put("service", PathGrammar.SERVICE.format(path.service()));
            yaml.put("when-full", PathGrammar.WHEN_FULL.format(path.whenFull()));
        }
        yaml.close();
    }

    private void storm(StormSpec storm) {
        Behaviour behaviour = storm.behaviour();
        yaml.open(storm.name());
        yaml.put("transport", LoadGrammar.TRANSPORT.format(storm.transport()));
        yaml.put("path", storm.path());
        yaml.open("population");
        population(storm.population());
        yaml.close();
        yaml.put("timeout", Quantity.SPREAD.format(behaviour.timeout()));
        FirstAttempt first = behaviour.firstAfterTimeout() ? FirstAttempt.AFTER_TIMEOUT : FirstAttempt.AT_ONCE;
        yaml.put("first-attempt", LoadGrammar.FIRST_ATTEMPT.format(first));
        yaml.open("retry");
        yaml.put("limit", RetryGrammar.LIMIT.format(behaviour.retry().limit()));
        Backoff backoff = behaviour.retry().backoff();
        yaml.put("backoff", RetryGrammar.KIND.format(RetryGrammar.kind(backoff)));
        delays(backoff);
        yaml.close();
        http(storm.http());
        if (storm.transport().connects()) {
            yaml.put("close", LoadGrammar.CLOSE.format(storm.close()));
        }
        yaml.close();
    }

    private void http(@Nullable Http http) {
        if (http == null) {
            return;
        }
        yaml.open("http");
        yaml.quote("target", http.target());
        if (http.host() != null) {
            yaml.quote("host", http.host());
        }
        yaml.put("connections", LoadGrammar.CONNECTIONS.format(http.keep() ? Connections.KEPT : Connections.FRESH));
        yaml.close();
    }

    private void population(Population population) {
        switch (population) {
            case Population.Closed closed -> {
                yaml.open("closed");
                yaml.put("sources", Integer.toString(closed.sources()));
                yaml.put("think", Quantity.SPREAD.format(closed.think()));
            }
            case Population.Open open -> {
                yaml.open("open");
                yaml.put("sources", Integer.toString(open.sources()));
                yaml.put("rate", Words.RATE.format(open.rate()));
                yaml.put("arrivals", LoadGrammar.ARRIVALS.format(open.arrivals()));
            }
        }
        yaml.close();
    }

    private void delays(Backoff backoff) {
        switch (backoff) {
            case Backoff.None _ -> {}
            case Backoff.Fixed(long baseNs) -> yaml.put("base", DURATION.format(baseNs));
            case Backoff.Exponential(long baseNs, long capNs) -> delays(baseNs, capNs);
            case Backoff.FullJitter(long baseNs, long capNs) -> delays(baseNs, capNs);
            case Backoff.Broken(Backoff configured) -> delays(configured);
        }
    }

    private void delays(long baseNs, long capNs) {
        yaml.put("base", DURATION.format(baseNs));
        yaml.put("cap", DURATION.format(capNs));
    }

    private void probe(ProbeSpec probe) {
        yaml.open(probe.name());
        yaml.put("transport", LoadGrammar.TRANSPORT.format(probe.transport()));
        yaml.put("path", probe.path());
        yaml.put("every", DURATION.format(probe.periodNs()));
        yaml.put("jitter", DURATION.format(probe.jitterNs()));
        yaml.put("deadline", DURATION.format(probe.deadlineNs()));
        http(probe.http());
        yaml.close();
    }

    private void mitigation(Mitigation mitigation) {
        yaml.open(mitigation.name());
        yaml.put("when", mitigation.whenStarved() + " starved");
        boolean sees = mitigation.see() != null;
        if (mitigation.see() != null) {
            yaml.put("see", mitigation.see());
        }
        if (mitigation.reach() != null) {
            yaml.put("reach", mitigation.reach());
        }
        yaml.open("decide");
        yaml.put("sighted", DURATION.format(mitigation.sightedNs()));
        if (sees) {
            yaml.put("blind", DURATION.format(mitigation.blindNs()));
        }
        yaml.close();
        if (mitigation.reach() != null) {
            yaml.put("reach-again", DURATION.format(mitigation.reachAgainNs()));
            yaml.put("console", DURATION.format(mitigation.consoleNs()));
        }
        action(mitigation.action());
        yaml.close();
    }

    private void action(Mitigation.Action action) {
        switch (action) {
            case Mitigation.Action.Move(List<String> classes, String to) -> {
                yaml.open("move");
                yaml.put("classes", classes);
                yaml.put("to", to);
            }
            case Mitigation.Action.Isolate(String storm, double share, String to) -> {
                yaml.open("isolate");
                yaml.put("storm", storm);
                yaml.put("share", Words.SHARE.format(share));
                yaml.put("to", to);
            }
        }
        yaml.close();
    }

    private void expect(Expectation expect) {
        Boolean recovers = expect.recoversByItself();
        Recovers word = recovers == null ? Recovers.EITHER : recovers ? Recovers.TRUE : Recovers.FALSE;
        yaml.open("expect");
        yaml.put("starved", expect.starved());
        yaml.put("recovers-by-itself", ScenarioGrammar.RECOVERS.format(word));
        yaml.put("delivery", Words.SHARE.format(expect.delivery()));
        yaml.close();
    }
}
