package io.squall.retry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of a policy's brakes: rows of primitive arrays, one for each source or one for all.
 *
 * <pre>
 *     admits? ─ throttle, breaker ─► attempt ─► succeeded | failed ─► mayRetry? ─ limit, budget
 * </pre>
 */
public final class Brakes {
    /** Parts of a throttle's window: what is older than the window leaves it a part at a time. */
    private static final int PARTS = 60;

    private final RetryPolicy policy;
    private final double[] tokens;
    private final long[] refilledNs;
    private final int[][] attempts;
    private final int[][] answers;
    private final long[] part;
    private final int[] consecutive;
    private final long[] openUntilNs;
    private final boolean[] trying;

    Brakes(RetryPolicy policy, int sources) {
        this.policy = policy;
        int budgets = rows(policy.budget(), sources);
        int throttles = rows(policy.throttle(), sources);
        int breakers = rows(policy.breaker(), sources);
        tokens = new double[budgets];
        refilledNs = new long[budgets];
        if (policy.budget() != null) {
            Arrays.fill(tokens, policy.budget().bucket());
        }
        attempts = new int[throttles][PARTS + 1];
        answers = new int[throttles][PARTS + 1];
        part = new long[throttles];
        consecutive = new int[breakers];
        openUntilNs = new long[breakers];
        trying = new boolean[breakers];
    }

    private static int rows(@Nullable Brake brake, int sources) {
        return brake == null ? 0 : brake.scope() == Brake.Scope.SOURCE ? sources : 1;
    }

    private static int row(int rows, int source) {
        return rows == 1 ? 0 : source;
    }

    /** A request begins: its first attempt. */
    public void requested(int source) {
        Brake.Budget budget = policy.budget();
        if (budget != null && budget.deposit() == Brake.Deposit.REQUEST) {
            pay(budget, row(tokens.length, source), budget.ratio());
        }
    }

    /**
     * Whether an attempt may leave.
     *
     * @param u uniform in (0, 1)
     */
    public boolean admits(int source, long nowNs, double u) {
        boolean admitted = true;
        Brake.Throttle throttle = policy.throttle();
        if (throttle != null) {
            int row = row(part.length, source);
            turn(throttle, row, nowNs);
            double all = attempts[row][PARTS];
            admitted = u >= (all - throttle.k() * answers[row][PARTS]) / (all + 1);
            count(attempts[row], row);
        }
        if (policy.breaker() != null) {
            int row = row(openUntilNs.length, source);
            boolean open = consecutive[row] >= policy.breaker().failures();
            admitted &= !open || nowNs >= openUntilNs[row];
            if (open && admitted) {
                // Half open: one attempt goes, the next must wait for its outcome.
                openUntilNs[row] = nowNs + policy.breaker().openNs();
                trying[row] = true;
            }
        }
        return admitted;
    }

    public void succeeded(int source, long nowNs) {
        Brake.Budget budget = policy.budget();
        if (budget != null && budget.deposit() != Brake.Deposit.REQUEST) {
            pay(budget, row(tokens.length, source), budget.ratio());
        }
        if (policy.throttle() != null) {
            int row = row(part.length, source);
            turn(policy.throttle(), row, nowNs);
            count(answers[row], row);
        }
        if (policy.breaker() != null) {
            int row = row(consecutive.length, source);
            consecutive[row] = 0;
            trying[row] = false;
        }
    }

    /** @param sent whether the attempt had left: what was turned away teaches a breaker nothing */
    public void failed(int source, long nowNs, boolean sent) {
        Brake.Budget budget = policy.budget();
        if (budget != null && budget.deposit() == Brake.Deposit.GRPC) {
            int row = row(tokens.length, source);
            tokens[row] = Math.max(0, tokens[row] - 1);
        }
        Brake.Breaker breaker = policy.breaker();
        if (breaker != null && sent) {
            int row = row(consecutive.length, source);
            boolean opens = consecutive[row] < breaker.failures() && ++consecutive[row] == breaker.failures();
            // What left before it opened, and fails later, does not prolong it; a failed trial does.
            if (opens || trying[row]) {
                openUntilNs[row] = nowNs + breaker.openNs();
                trying[row] = false;
            }
        }
    }

    /** Whether a request that has failed this often may be tried again; if so, the retry is paid. */
    public boolean mayRetry(int source, int failures, long nowNs) {
        if (!policy.mayRetry(failures)) {
            return false;
        }
        Brake.Budget budget = policy.budget();
        if (budget == null) {
            return true;
        }
        int row = row(tokens.length, source);
        if (budget.floorPerSecond() > 0) {
            pay(budget, row, budget.floorPerSecond() * (nowNs - refilledNs[row]) / 1e9);
            refilledNs[row] = nowNs;
        }
        if (budget.deposit() == Brake.Deposit.GRPC) {
            return tokens[row] > budget.bucket() / 2;
        }
        // Sums of a tenth are not exact: a token is not missed for the last bit of a double.
        boolean enough = tokens[row] >= budget.cost() - 1e-9;
        tokens[row] -= enough ? budget.cost() : 0;
        return enough;
    }

    private void pay(Brake.Budget budget, int row, double amount) {
        tokens[row] = Math.min(budget.bucket(), tokens[row] + amount);
    }

    /** Forgets what has left the window; the last column holds the sums. */
    private void turn(Brake.Throttle throttle, int row, long nowNs) {
        long now = nowNs / Math.max(1, throttle.windowNs() / PARTS);
        long from = Math.max(part[row] + 1, now - PARTS + 1);
        for (long p = from; p <= now; p++) {
            int column = (int) (p % PARTS);
            attempts[row][PARTS] -= attempts[row][column];
            answers[row][PARTS] -= answers[row][column];
            attempts[row][column] = 0;
            answers[row][column] = 0;
        }
        part[row] = Math.max(part[row], now);
    }

    private void count(int[] columns, int row) {
        columns[(int) (part[row] % PARTS)]++;
        columns[PARTS]++;
    }
}
