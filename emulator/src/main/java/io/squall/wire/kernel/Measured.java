package io.squall.wire.kernel;

/** Frames of a class at the far end, every one of them, and how long each took from the emitter's stamp to there. */
public final class Measured {
    private final long frames;
    private final long[] delays;

    /** @param delays how many there are in each of the {@link Buckets} */
    Measured(long frames, long[] delays) {
        this.frames = frames;
        this.delays = delays;
    }

    public long frames() {
        return frames;
    }

    /** In ns; 0 of none. */
    public double meanNs() {
        double sum = 0;
        for (int i = 0; i < delays.length; i++) {
            sum += (double) delays[i] * Buckets.value(i);
        }
        return frames == 0 ? 0 : sum / frames;
    }

    /**
     * @param share in (0, 1]
     * @return in ns; 0 of none
     */
    public long quantileNs(double share) {
        long rank = (long) Math.ceil(share * frames);
        for (int i = 0; i < delays.length; i++) {
            rank -= delays[i];
            if (rank <= 0) {
                return frames == 0 ? 0 : Buckets.value(i);
            }
        }
        return Buckets.LARGEST;
    }
}
