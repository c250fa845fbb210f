package io.squall.journal;

/** A reel at a pace. */
final class Paced extends Splice {
    private static final double SECOND_NS = 1e9;

    private final Pace pace;
    private long departures;

    Paced(Reel reel, Pace pace) {
        super(reel);
        this.pace = pace;
    }

    @Override
    public boolean advance() {
        while (reel.advance()) {
            if (isDeparture()) {
                departures++;
                return true;
            }
            if (pace instanceof Pace.Speed) {
                return true;
            }
        }
        return false;
    }

    private long at(long recordedNs) {
        return switch (pace) {
            case Pace.Speed(double factor) -> factor == 1 ? recordedNs : (long) (recordedNs / factor);
            case Pace.Constant(double perSecond) -> (long) ((departures - 1) * (SECOND_NS / perSecond));
            case Pace.Top() -> 0;
        };
    }

    @Override
    public long intendedNs() {
        return at(reel.intendedNs());
    }

    @Override
    public long atNs() {
        return at(reel.atNs());
    }
}
