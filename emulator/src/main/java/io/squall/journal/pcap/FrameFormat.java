package io.squall.journal.pcap;

import java.io.IOException;

/** How a file is divided into frames. */
interface FrameFormat {
    /** @return false at the end of the file */
    boolean next(Frame frame) throws IOException, DamagedException;
}
