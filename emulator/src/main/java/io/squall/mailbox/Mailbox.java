package io.squall.mailbox;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** Commands under way from one thread to the owner of {@code T}. */
public final class Mailbox<T> {
    private static final int CAPACITY = 256;

    private final SpscVarHandleArrayQueue<Command<T>> ring = new SpscVarHandleArrayQueue<>(CAPACITY);

    /**
     * Called by the one writer.
     *
     * @throws IllegalStateException if the reader has not drained {@value #CAPACITY} commands: it is dead
     */
    public Command<T> send(Command.Action<T> action) {
        Command<T> command = new Command<>(action);
        if (!ring.offer(command)) {
            throw new IllegalStateException("an actor has not read its mailbox for " + CAPACITY + " commands");
        }
        return command;
    }

    /** Called by the one reader: applies all that has come. */
    public int drainTo(T target, long nowNs) {
        int applied = 0;
        Command<T> command;
        while ((command = ring.poll()) != null) {
            command.apply(target, nowNs);
            applied++;
        }
        return applied;
    }

    public boolean isEmpty() {
        return ring.isEmpty();
    }
}
