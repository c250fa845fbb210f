package io.squall.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox<List<String>> mailbox = new Mailbox<>();
    private final List<String> target = new ArrayList<>();

    @Test
    void commands_are_applied_by_the_reader_in_the_order_in_which_they_were_sent() {
        mailbox.send((list, nowNs) -> list.add("first at " + nowNs));
        mailbox.send((list, nowNs) -> list.add("second at " + nowNs));
        assertThat(mailbox.isEmpty()).isFalse();
        assertThat(target).isEmpty();

        assertThat(mailbox.drainTo(target, 7)).isEqualTo(2);
        assertThat(target).containsExactly("first at 7", "second at 7");
        assertThat(mailbox.isEmpty()).isTrue();
        assertThat(mailbox.drainTo(target, 8)).isZero();
    }

    @Test
    void a_command_knows_when_it_took_effect_and_nothing_before() {
        Command<List<String>> command = mailbox.send((list, _) -> list.add("x"));
        assertThat(command.appliedNs()).isEmpty();
        mailbox.drainTo(target, 42);
        assertThat(command.appliedNs()).hasValue(42);
    }

    @Test
    void an_effect_at_instant_zero_is_an_effect() {
        Command<List<String>> command = mailbox.send((list, _) -> list.add("x"));
        mailbox.drainTo(target, 0);
        assertThat(command.appliedNs()).hasValue(0);
    }

    @Test
    void a_command_whose_action_failed_has_not_taken_effect() {
        Command<List<String>> command = mailbox.send((_, _) -> {
            throw new IllegalStateException("no");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> mailbox.drainTo(target, 1))
                .withMessage("no");
        assertThat(command.appliedNs()).isEmpty();
    }

    @Test
    void a_reader_that_never_reads_is_reported_as_dead_instead_of_blocking_the_conductor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    for (int i = 0; i <= 256; i++) {
                        mailbox.send((list, _) -> list.add("x"));
                    }
                })
                .withMessage("an actor has not read its mailbox for 256 commands");
        assertThat(mailbox.drainTo(target, 1)).isEqualTo(256);
    }

    @Test
    void commands_cross_from_one_thread_to_another_complete_and_in_order() throws InterruptedException {
        int commands = 200;
        List<String> applied = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (applied.size() < commands) {
                mailbox.drainTo(applied, applied.size());
                Thread.onSpinWait();
            }
        });
        List<Command<List<String>>> sent = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            String name = "command " + i;
            sent.add(mailbox.send((list, _) -> list.add(name)));
        }
        reader.join();
        for (int i = 0; i < commands; i++) {
            assertThat(applied.get(i)).isEqualTo("command " + i);
            assertThat(sent.get(i).appliedNs()).isPresent();
        }
    }
}
