package io.squall.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void aSlotBelongsToOneValueUntilItIsRemoved() {
        Slots<Integer> slots = new Slots<>(2);
        Set<Integer> taken = new HashSet<>();
        for (int value = 0; value < 100; value++) {
            int slot = slots.add(value);
            assertThat(taken.add(slot)).isTrue();
            assertThat(slots.get(slot)).isEqualTo(value);
        }
        for (int slot : taken) {
            slots.remove(slot);
            assertThat(slots.get(slot)).isNull();
        }
        assertThat(slots.size()).isZero();
        assertThat(taken).contains(slots.add(7));
    }

    @Test
    void aSlotIsNotFreedTwice() {
        Slots<String> slots = new Slots<>(1);
        int slot = slots.add("once");
        slots.remove(slot);
        assertThatThrownBy(() -> slots.remove(slot)).isInstanceOf(IllegalStateException.class);
    }
}
