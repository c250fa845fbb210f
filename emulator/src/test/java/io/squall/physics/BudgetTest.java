package io.squall.physics;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers 2 and 3, as a user would ask for them: 100 s of 1,000 requests a second, and a service that fails. */
class BudgetTest {
    private static double amplification(String fails, String retry) {
        ClassRecord clients = run("time: 1 ms, fails: " + fails, retry).classRecord("clients");
        return clients.total(Counter.INTENDED) / (double) clients.total(Counter.FIRST_TRIES);
    }

    private static Snapshot run(String service, String retry) {
        return Figures.run(Scenes.of("""
                seed: 3
                duration: 100 s
                paths: { boundary: { capacity: 1000000/s, queue: unlimited } }
                plane: { delay: 1 ms, services: { api: { %s } } }
                storms:
                  clients:
                    transport: tcp
                    path: boundary
                    service: api
                    population: { open: { sources: 5000, rate: 1000/s, arrivals: paced } }
                    timeout: 1 s
                    retry: { %s }
                """.formatted(service, retry)));
    }

    @ParameterizedTest
    @CsvSource({"50 %, 1, 1.5", "50 %, 3, 1.875", "50 %, unlimited, 2", "90 %, 3, 3.439"})
    void retries_amplify_as_the_formula_says(String fails, String limit, double expected) {
        String what = "attempts a request, %s fail, limit %s, seed 3, n 100,000".formatted(fails, limit);
        Figures.withinPercent(what, amplification(fails, "limit: " + limit), expected, 1);
    }

    @Test
    void a_budget_bounds_it_whatever_fails() {
        String byRequest = "limit: 3, budget: { deposit: request }";
        Figures.within("a deposit for each request, seed 3", amplification("100 %", byRequest), 1.1, .002);
        String bySuccess = "limit: 3, budget: { deposit: success }";
        Figures.within("a deposit for each success, seed 3", amplification("100 %", bySuccess), 1.0001, 1e-6);
    }

    /** K = 2, capacity 200: 400 are sent; the window fills in 10 s, and half of the run is measured. */
    @Test
    void a_client_throttle_sends_twice_what_is_accepted() {
        Snapshot run = run("rate: 200/s, queue: 50", "limit: 0, throttle: { window: 10 s }");
        ClassRecord clients = run.classRecord("clients");
        Figures.withinPercent("sent a second, seed 3", clients.inCuts(500, 1_000, Counter.SENT) / 50.0, 400, 2);
        double shed = clients.inCuts(500, 1_000, Counter.SHED) / 50.0;
        Figures.withinPercent("turned away a second, seed 3", shed, 600, 2);
    }
}
