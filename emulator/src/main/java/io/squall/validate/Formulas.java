package io.squall.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Closed forms. Rates a second, times in seconds unless said otherwise. */
final class Formulas {
    private Formulas() {}

    /**
     * A queue in its steady state.
     *
     * @param full the share of the time in which no place is free; what a Poisson process loses
     * @param idle the share of the time in which nobody is inside
     * @param inside mean number
     */
    record Steady(double full, double idle, double inside) {
        /** Of the accepted ones, by Little's law. */
        double sojourn(double offered) {
            return inside / (offered * (1 - full));
        }
    }

    /** M/M/1/K, M/M/c/K, Erlang's loss system and the machine repairman alike: births and deaths on 0 … places. */
    static Steady birthDeath(int places, IntToDoubleFunction birth, IntToDoubleFunction death) {
        double weight = 1;
        double sum = 1;
        double inside = 0;
        for (int n = 1; n <= places; n++) {
            weight *= birth.applyAsDouble(n - 1) / death.applyAsDouble(n);
            sum += weight;
            inside += n * weight;
        }
        return new Steady(weight / sum, 1 / sum, inside / sum);
    }

    /** M/M/c/K with service times of mean 1. */
    static Steady mmck(int servers, int places, double erlang) {
        return birthDeath(places, _ -> erlang, n -> Math.min(n, servers));
    }

    /** M/D/1/K with service times of 1, by the Markov chain embedded at departures (Gross, Harris, Fundamentals of Queueing Theory, §5.1.7). */
    static Steady md1k(int places, double rho) {
        double[] arrivals = new double[places + 1];
        arrivals[0] = Math.exp(-rho);
        for (int j = 1; j <= places; j++) {
            arrivals[j] = arrivals[j - 1] * rho / j;
        }
        double[] left = new double[places];
        left[0] = 1;
        double sum = 1;
        for (int j = 0; j + 1 < places; j++) {
            double next = left[j] - left[0] * arrivals[j];
            for (int i = 1; i <= j; i++) {
                next -= left[i] * arrivals[j - i + 1];
            }
            left[j + 1] = next / arrivals[0];
            sum += left[j + 1];
        }
        double load = left[0] / sum + rho;
        double inside = places * (1 - 1 / load);
        for (int n = 1; n < places; n++) {
            inside += n * left[n] / sum / load;
        }
        return new Steady(1 - 1 / load, left[0] / sum / load, inside);
    }

    /** Mean wait in an M/G/1 queue (Pollaczek, Khinchine), of service times with these moments. */
    static double mg1Wait(double rate, double mean, double secondMoment) {
        return rate * secondMoment / (2 * (1 - rate * mean));
    }

    /** The share that waits in M/M/c (Erlang C). */
    static double erlangC(int servers, double erlang) {
        double b = mmck(servers, servers, erlang).full();
        return b / (1 - erlang / servers * (1 - b));
    }

    /** Attempts a request, if each fails with probability p. */
    static double amplification(double p, double retries) {
        return (1 - Math.pow(p, retries + 1)) / (1 - p);
    }

    /** Work that waits when an outage of D ends, of requests that are sent again every T: λ · Σ (D − kT)⁺, k = 0 … R. */
    static double backlog(double load, double outage, double timeout, int retries) {
        double sum = 0;
        for (int k = 0; k <= retries; k++) {
            sum += load * Math.max(0, outage - k * timeout);
        }
        return sum;
    }

    static double recovery(double load, double capacity, double outage, double timeout, int retries) {
        return (backlog(load, outage, timeout, retries) - capacity * timeout) / (capacity - (1 + retries) * load);
    }

    /** The load that still recovers within H. */
    static double hiddenCapacity(double capacity, double outage, double timeout, int retries, double within) {
        return (capacity * within + capacity * timeout)
                / ((1 + retries) * within + backlog(1, outage, timeout, retries));
    }

    /**
     * Full jitter, the n-th retry U(0, base · 2ⁿ) after the one before, n from 0: retries of one client in (from, base), both in units of
     * base. The density there is Σ tⁿ⁻¹ / ((n − 1)! · 2^(n(n−1)/2)), and it is greatest at the end.
     */
    static double fullJitterRetries(double from) {
        double sum = 0;
        double factorial = 1;
        for (int n = 1; n < 12; n++) {
            factorial *= n;
            sum += (1 - Math.pow(from, n)) / (factorial * Math.pow(2, n * (n - 1) / 2.0));
        }
        return sum;
    }

    /**
     * Successes a second of X pending clients on a fluid device of C packets a second: of a = X/θ SYNs a share q survives, and of their
     * SYN-ACKs too, so that q · a · (1 + q) = C.
     */
    static double successes(double pending, double capacity, double interval) {
        double attempts = pending / interval;
        if (2 * attempts <= capacity) {
            return attempts;
        }
        double share = (-1 + Math.sqrt(1 + 4 * capacity / attempts)) / 2;
        return attempts * share * share;
    }

    /** The X at which K clients with think time Z begin as many requests as are answered: (K − X) / Z = s(X), in order. */
    static List<Double> equilibria(double clients, double think, double capacity, double interval) {
        DoubleUnaryOperator surplus = x -> (clients - x) / think - successes(x, capacity, interval);
        List<Double> roots = new ArrayList<>();
        for (int x = 0; x < clients; x++) {
            double low = x;
            double high = x + 1;
            if (surplus.applyAsDouble(low) > 0 != surplus.applyAsDouble(high) > 0) {
                for (int i = 0; i < 50; i++) {
                    double middle = (low + high) / 2;
                    boolean same = surplus.applyAsDouble(middle) > 0 == surplus.applyAsDouble(low) > 0;
                    low = same ? middle : low;
                    high = same ? high : middle;
                }
                roots.add(low);
            }
        }
        return roots;
    }

    /** Log-logistic: the quantile at odds u / (1 − u). */
    static double logLogistic(double median, double p99, double odds) {
        return median * Math.pow(odds, Math.log(p99 / median) / Math.log(99));
    }

    /** CoDel drops first an interval after the delay has passed the target, and the n-th time interval/√n after that (RFC 8289 §5). */
    static int codelDrops(double aboveFrom, double interval, double until) {
        int drops = 0;
        double next = aboveFrom + interval;
        while (next < until) {
            drops++;
            next += interval / Math.sqrt(drops);
        }
        return drops;
    }
}
