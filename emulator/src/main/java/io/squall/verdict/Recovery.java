package io.squall.verdict;

/** Whether a run came back by itself when its trigger was gone. */
public enum Recovery {
    /** No control class was starved. */
    NEVER_STARVED("no control class was starved"),
    /** Every starved class left by itself. */
    RECOVERED("it recovered by itself"),
    /** Still starved after max(10 × trigger, 5 × drain time) with the trigger gone. */
    NOT_RECOVERED("it did not recover by itself"),
    /** Mitigated before that, or watched for less. */
    UNDETERMINED("whether it would have recovered by itself is undetermined");

    private final String sentence;

    Recovery(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
