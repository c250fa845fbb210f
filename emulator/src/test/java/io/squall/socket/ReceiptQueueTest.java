package io.squall.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.time.Actor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptQueueTest {
    @Test
    void receiptsComeOutInOrderAndOneForWhichThereIsNoRoomDoesNotCount() {
        ReceiptQueue queue = new ReceiptQueue(4);
        List<Long> read = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            assertThat(queue.nextDueNs()).isEqualTo(Actor.NEVER);
            for (int i = 0; i < 5; i++) {
                queue.add(10 * round + i, 100 + i);
            }
            assertThat(queue.nextDueNs()).isEqualTo(100);
            assertThat(queue.drainTo((attempt, _) -> read.add(attempt))).isEqualTo(4);
        }
        assertThat(read).containsExactly(0L, 1L, 2L, 3L, 10L, 11L, 12L, 13L, 20L, 21L, 22L, 23L);
        assertThat(queue.received()).isEqualTo(12);
    }

    @Test
    void nothingIsLostOrChangedBetweenTwoThreads() throws InterruptedException {
        ReceiptQueue queue = new ReceiptQueue(1 << 20);
        int receipts = 1_000_000;
        Thread sink = Thread.ofPlatform().start(() -> {
            for (long n = 0; n < receipts; n++) {
                queue.add(n, ~n);
            }
        });
        long[] next = {0};
        while (next[0] < receipts && (sink.isAlive() || queue.nextDueNs() != Actor.NEVER)) {
            queue.drainTo((attempt, receivedNs) -> {
                assertThat(attempt).isEqualTo(next[0]++);
                assertThat(receivedNs).isEqualTo(~attempt);
            });
        }
        sink.join();
        assertThat(next[0]).isEqualTo(receipts);
    }
}
