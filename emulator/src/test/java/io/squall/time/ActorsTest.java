package io.squall.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActorsTest {
    private final List<String> turns = new ArrayList<>();

    private Actor actor(String name, int work, long dueNs) {
        return new Actor() {
            @Override
            public int doWork(long nowNs) {
                turns.add(name + "@" + nowNs);
                return work;
            }

            @Override
            public long nextDueNs() {
                return dueNs;
            }
        };
    }

    @Test
    void members_take_their_turns_in_the_given_order_at_the_same_instant_and_their_work_adds_up() {
        Actor all = Actors.of(actor("a", 2, 9), actor("b", 0, 4), actor("c", 1, Actor.NEVER));
        assertThat(all.doWork(7)).isEqualTo(3);
        assertThat(turns).containsExactly("a@7", "b@7", "c@7");
    }

    @Test
    void the_earliest_member_says_when_they_are_due() {
        assertThat(Actors.of(actor("a", 0, 9), actor("b", 0, 4)).nextDueNs()).isEqualTo(4);
        assertThat(Actors.of(List.of()).nextDueNs()).isEqualTo(Actor.NEVER);
        assertThat(Actors.of(List.of()).doWork(1)).isZero();
    }
}
