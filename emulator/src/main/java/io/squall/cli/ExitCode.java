package io.squall.cli;

import io.squall.verdict.Verdict;

/** How Squall ends; scripts rely on these. */
final class ExitCode {
    static final int PASS = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    /** This host cannot: port, limit, disk, privilege, JDK. */
    static final int HOST = 3;

    static final int REFUSED = 4;
    /** A damaged or unreadable bundle. */
    static final int DAMAGED = 5;

    static final int INVALID = 98;
    static final int FAIL = 99;
    static final int SCENARIO = 104;
    /** A signal or the kill switch. */
    static final int STOPPED = 105;

    static final String[] HELP = {
        "0:pass",
        "1:internal error",
        "2:usage",
        "3:this host cannot (port, limit, disk, privilege, JDK)",
        "4:refused by the Guard",
        "5:unreadable or damaged bundle",
        "98:the run is INVALID: Squall itself fell behind",
        "99:the verdict is FAIL",
        "104:bad scenario",
        "105:stopped by a signal"
    };

    private ExitCode() {}

    static int of(Verdict.Outcome outcome) {
        return switch (outcome) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case INVALID -> INVALID;
        };
    }
}
