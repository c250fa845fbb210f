package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.squall.verdict.Law.Account;
import org.junit.jupiter.api.Test;

class LawTest {
    private static Account account(
            long intended, long sent, long skipped, long shed, long answered, long timedOut, long late) {
        return new Account(intended, 1, sent, skipped, shed, answered, 0, timedOut, sent - answered - timedOut, late);
    }

    @Test
    void it_holds_when_every_attempt_is_in_the_books_once() {
        assertThat(account(10, 7, 2, 1, 4, 3, 3).holds()).isTrue();
        assertThat(account(10, 7, 2, 1, 0, 0, 0).holds()).isTrue();
        assertThat(Account.NOTHING.holds()).isTrue();
    }

    @Test
    void it_does_not_hold_when_one_is_missing_or_counted_twice() {
        assertThat(account(10, 6, 2, 1, 4, 2, 0).holds()).isFalse();
        assertThat(account(10, 8, 2, 1, 4, 2, 0).holds()).isFalse();
        assertThat(account(10, 7, 2, 1, 5, 3, 0).holds()).isFalse();
        assertThat(account(10, 7, 2, 1, 4, 3, 4).holds()).isFalse();
    }

    @Test
    void accounts_add_up_field_by_field() {
        assertThat(account(10, 7, 2, 1, 4, 2, 1).plus(account(5, 5, 0, 0, 1, 1, 1)))
                .isEqualTo(new Account(15, 2, 12, 2, 1, 5, 0, 3, 4, 2));
        assertThat(account(10, 7, 2, 1, 4, 2, 1).plus(Account.NOTHING)).isEqualTo(account(10, 7, 2, 1, 4, 2, 1));
    }

    @Test
    void delivery_is_the_share_of_what_was_sent_that_was_answered() {
        assertThat(account(10, 8, 2, 0, 2, 3, 0).delivery()).isEqualTo(0.25);
        assertThat(Account.NOTHING.delivery()).isEqualTo(1);
    }

    @Test
    void amplification_is_attempts_a_first_try() {
        Account account = new Account(35, 10, 35, 0, 0, 10, 0, 25, 0, 0);
        assertThat(account.amplification()).isCloseTo(3.5, within(1e-12));
        assertThat(Account.NOTHING.amplification()).isEqualTo(1);
    }

    @Test
    void a_made_run_keeps_it_in_every_class_and_phase() {
        Made made = new Made().dark("metrics", Made.TRIGGER_NS, 30 * Made.S).healthy("dns");
        assertThat(Law.breaches(made.snapshot())).isEmpty();
    }
}
