package io.squall.physics;

import io.squall.boundary.Device;
import io.squall.boundary.Packets;
import io.squall.scenario.Path;
import io.squall.wire.Attempt;

/**
 * Looks at the direction of a packet, which no shipped device does: to count what is lost on the way back, and to give each
 * direction a server of its own where a test wants to see what that destroys.
 */
final class ByDirection implements Device {
    private final Device there;
    private final Device back;
    private long answersOffered;
    private long answersLost;

    /** @param back the same device as {@code there} for one server that both directions share */
    ByDirection(Device there, Device back) {
        this.there = there;
        this.back = back;
    }

    /** The share of the answers that found no place, since the last call. */
    double takeAnswerLoss() {
        double loss = answersOffered == 0 ? 0 : (double) answersLost / answersOffered;
        answersOffered = 0;
        answersLost = 0;
        return loss;
    }

    @Override
    public Admission offer(long packet, int trafficClass, int bytes, long nowNs) {
        if (Attempt.leg(packet) == 0) {
            return there.offer(packet, trafficClass, bytes, nowNs);
        }
        Admission admission = back.offer(packet, trafficClass, bytes, nowNs);
        answersOffered++;
        answersLost += admission == Admission.QUEUED ? 0 : 1;
        return admission;
    }

    @Override
    public int poll(long nowNs, Packets packets) {
        int left = there.poll(nowNs, packets);
        return there.equals(back) ? left : left + back.poll(nowNs, packets);
    }

    @Override
    public long nextDepartureNs() {
        return Math.min(there.nextDepartureNs(), back.nextDepartureNs());
    }

    @Override
    public void change(Path path, long preferredClasses, long nowNs, Packets packets) {
        there.change(path, preferredClasses, nowNs, packets);
        back.change(path, preferredClasses, nowNs, packets);
    }

    @Override
    public int length() {
        return there.equals(back) ? there.length() : there.length() + back.length();
    }

    @Override
    public int places() {
        return there.places();
    }

    @Override
    public long takeLeastWaitNs() {
        return Math.min(there.takeLeastWaitNs(), back.takeLeastWaitNs());
    }
}
