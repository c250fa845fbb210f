/*
 * The frames of ring.c and its like as a capture (pcap, ns), for tcpreplay.
 *
 *   cc -O3 -march=native -o frames frames.c && ./frames IFACE TARGET_MAC SOURCE_IP TARGET_IP PORT 1 FRAMES > frames.pcap
 */
#define _GNU_SOURCE
#include "peers.h"

int main(int argc, char **argv) {
    struct task t = task_of(argc, argv);
    const uint32_t head[] = {0xA1B23C4D, 4u << 16 | 2, 0, 0, 65535, 1};
    fwrite(head, sizeof head, 1, stdout);
    for (uint32_t i = 0; i < t.frames; i++) {
        const uint32_t each[] = {0, i, sizeof t.frame, sizeof t.frame};
        write_frame(&t.frame, t.sum, i, i);
        fwrite(each, sizeof each, 1, stdout);
        fwrite(&t.frame, sizeof t.frame, 1, stdout);
    }
    return fflush(stdout) == 0 ? 0 : 3;
}
