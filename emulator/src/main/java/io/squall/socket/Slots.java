package io.squall.socket;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers for objects, so that a {@code long} can stand for one; a number that was removed is given out again. */
public final class Slots<T> {
    private @Nullable Object[] held;
    private int[] free;
    private int size;

    /** @param capacity slots reserved; more are possible and cost one copy */
    public Slots(int capacity) {
        held = new Object[Math.max(1, capacity)];
        free = new int[held.length];
        offerFrom(0);
    }

    /** Slots 0 … size − 1 of {@link #free} are spent; the rest of it lists the numbers to give out. */
    private void offerFrom(int first) {
        for (int i = first; i < free.length; i++) {
            free[i] = i;
        }
    }

    public int add(T value) {
        if (size == held.length) {
            held = Arrays.copyOf(held, 2 * size);
            free = Arrays.copyOf(free, 2 * size);
            offerFrom(size);
        }
        int slot = free[size++];
        held[slot] = value;
        return slot;
    }

    @SuppressWarnings("unchecked")
    public @Nullable T get(int slot) {
        return (T) held[slot];
    }

    /**
     * Frees a slot.
     *
     * @throws IllegalStateException if it is free already
     */
    public T remove(int slot) {
        T value = get(slot);
        if (value == null) {
            throw new IllegalStateException("slot " + slot + " is free already");
        }
        held[slot] = null;
        free[--size] = slot;
        return value;
    }

    /** Slots that are taken. */
    public int size() {
        return size;
    }
}
