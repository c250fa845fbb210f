/*
 * The reference for Squall's kernel lane: an XDP program, run on live frames (BPF_F_TEST_XDP_LIVE_FRAMES, Linux 5.18), gives each frame
 * its source port, sequence number, ns stamp and checksum, and answers XDP_TX, as fast as it goes. The far end of a veth needs NAPI: an XDP
 * program there. One call runs all frames; a signal ends it.
 *
 *   cc -O3 -march=native -o live live.c && ./live IFACE TARGET_MAC SOURCE_IP TARGET_IP PORT SECONDS [FRAMES [FRAMES_A_BATCH]]
 */
#define _GNU_SOURCE
#include "peers.h"
#include <sys/mman.h>

#ifndef BPF_F_TEST_XDP_LIVE_FRAMES
#define BPF_F_TEST_XDP_LIVE_FRAMES (1U << 1)
#endif

enum { AT_PORT = offsetof(struct frame, source_port), AT_CHECK = offsetof(struct frame, check),
       AT_SEQUENCE = offsetof(struct frame, payload), AT_NS = AT_SEQUENCE + 8 };

/* Once is not enough for a sum of words that may have a carry. */
#define FOLD(d, scratch, bits, low) MOV(scratch, d), ALUK(BPF_RSH, scratch, bits), low, ALU(BPF_ADD, d, scratch)
#define FOLD16 FOLD(5, 1, 16, ALUK(BPF_AND, 5, 0xFFFF))

int main(int argc, char **argv) {
    struct task t = task_of(argc, argv);
    unsigned batch = argc > 8 ? (unsigned)number(argv[8], 1, 256) : BATCH;
    int map = new_map(8);
    uint64_t *sequence = mmap(0, 4096, PROT_READ, MAP_SHARED, map, 0);
    if (sequence == MAP_FAILED) die("mmap");
    const struct bpf_insn program[] = {
        LOAD(BPF_W, 6, 1, offsetof(struct xdp_md, data)), LOAD(BPF_W, 7, 1, offsetof(struct xdp_md, data_end)),
        SET(0, XDP_DROP), MOV(2, 6), ALUK(BPF_ADD, 2, sizeof t.frame), JUMP(BPF_JLE, 2, 7, 1), EXIT,
        CALL(BPF_FUNC_ktime_get_ns), MOV(4, 0),
        VALUE(7, map), LOAD(BPF_DW, 3, 7, 0), MOV(1, 3), ALUK(BPF_ADD, 1, 1), STORE(BPF_DW, 7, 0, 1),
        MOV(2, 3), ALUK(BPF_AND, 2, PORTS - 1), ALUK(BPF_ADD, 2, FIRST_PORT), SWAP(2, 16), STORE(BPF_H, 6, AT_PORT, 2),
        SWAP(3, 64), STORE(BPF_DW, 6, AT_SEQUENCE, 3), SWAP(4, 64), STORE(BPF_DW, 6, AT_NS, 4),
        SET(5, (int)t.sum), ALU(BPF_ADD, 5, 2),
        MOV32(1, 3), ALU(BPF_ADD, 5, 1), ALUK(BPF_RSH, 3, 32), ALU(BPF_ADD, 5, 3),
        MOV32(1, 4), ALU(BPF_ADD, 5, 1), ALUK(BPF_RSH, 4, 32), ALU(BPF_ADD, 5, 4),
        FOLD(5, 1, 32, MOV32(5, 5)), FOLD16, FOLD16, FOLD16,
        ALUK(BPF_XOR, 5, 0xFFFF), JUMPK(BPF_JNE, 5, 0, 1), SET(5, 0xFFFF), STORE(BPF_H, 6, AT_CHECK, 5),
        SET(0, XDP_TX), EXIT};
    struct xdp_md context = {.data_end = sizeof t.frame, .ingress_ifindex = (uint32_t)t.index};
    union bpf_attr run = {.test = {.prog_fd = (uint32_t)new_program(program, sizeof program / sizeof *program), .repeat = (uint32_t)t.frames,
                                   .data_in = (uintptr_t)&t.frame, .data_size_in = sizeof t.frame, .ctx_in = (uintptr_t)&context,
                                   .ctx_size_in = sizeof context, .flags = BPF_F_TEST_XDP_LIVE_FRAMES, .batch_size = batch}};
    ends_after(t.length_ns);
    int64_t begin = now_ns();
    if (bpf(BPF_PROG_RUN, &run) < 0 && errno != EINTR) die("bpf(BPF_PROG_RUN)");
    print_sent(*sequence, now_ns() - begin);
    return 0;
}
