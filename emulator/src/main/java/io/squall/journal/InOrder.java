package io.squall.journal;

/**
 * The steps in the order in which they are due again. A thread that was late, on sockets, has done several at once, and those of its
 * timers first. Equal instants stay in their recorded order, and so does all that was recorded in virtual time.
 *
 * <p>A row waits until it is {@value #LATEST_NS} ns older than the newest; what was recorded later than that comes as soon as it is read.
 */
final class InOrder extends Stored {
    private static final long LATEST_NS = 100_000_000;

    private final Reel reel;
    private long[] rows = new long[WORDS << 10];
    private int head;
    private int size;
    private long newestNs = Long.MIN_VALUE;
    private boolean more = true;

    InOrder(Reel reel) {
        this.reel = reel;
    }

    @Override
    public boolean advance() {
        while (more && (size == 0 || dueNs(0) > newestNs - LATEST_NS)) {
            more = reel.advance();
            if (more) {
                insert();
            }
        }
        if (size == 0) {
            return false;
        }
        standAt(rows, at(0));
        head = head + 1 == capacity() ? 0 : head + 1;
        size--;
        return true;
    }

    private int capacity() {
        return rows.length / WORDS;
    }

    private int at(int row) {
        int i = head + row;
        return WORDS * (i < capacity() ? i : i - capacity());
    }

    private long dueNs(int row) {
        return rows[at(row) + 2];
    }

    private void insert() {
        if (size == capacity()) {
            grow();
        }
        long due = reel.atNs();
        newestNs = Math.max(newestNs, due);
        int hole = size++;
        while (hole > 0 && dueNs(hole - 1) > due) {
            System.arraycopy(rows, at(hole - 1), rows, at(hole), WORDS);
            hole--;
        }
        write(rows, at(hole), reel);
    }

    private void grow() {
        long[] larger = new long[2 * rows.length];
        int front = WORDS * head;
        System.arraycopy(rows, front, larger, 0, rows.length - front);
        System.arraycopy(rows, 0, larger, rows.length - front, front);
        rows = larger;
        head = 0;
    }
}
