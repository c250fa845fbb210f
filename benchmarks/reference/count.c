/*
 * The far end: an XDP program in native mode that drops every UDP datagram of IPv4 with 64 bytes of payload, and counts those to a port
 * (0: to any). What is not of this kind passes; with "pass" those are only counted, too, so that a capture sees them. Prints a line
 * when it stands, and at SIGINT, SIGTERM or after SECONDS what came, and in which time: read every millisecond, from the last reading
 * before the first datagram to the first reading with the last one.
 *
 *   cc -O3 -march=native -o count count.c && ./count IFACE PORT SECONDS [pass]
 */
#define _GNU_SOURCE
#include "peers.h"
#include <linux/if_link.h>
#include <sched.h>
#include <sys/mman.h>

enum { CPUS = 64, LINE = 64, AT_TYPE = offsetof(struct frame, type), AT_IP = offsetof(struct frame, ip),
       AT_PROTOCOL = AT_IP + 9, AT_LENGTH = offsetof(struct frame, length), AT_PORT = offsetof(struct frame, target_port) };

/* A line of the cache for each processor; softirqs of one processor do not interrupt each other. */
struct counter {
    uint64_t counted, others;
    uint8_t rest[LINE - 16];
};

static uint64_t counted(const volatile struct counter *counters) {
    uint64_t sum = 0;
    for (int i = 0; i < CPUS; i++) sum += counters[i].counted;
    return sum;
}

int main(int argc, char **argv) {
    if (argc < 4) usage("IFACE PORT SECONDS [pass]");
    int index = (int)if_nametoindex(argv[1]);
    if (index == 0) die(argv[1]);
    int port = ipv4("0.0.0.0", argv[2]).sin_port, verdict = argc > 4 && strcmp(argv[4], "pass") == 0 ? XDP_PASS : XDP_DROP;
    int64_t length_ns = seconds_ns(argv[3]);
    int map = new_map(sizeof(struct counter) * CPUS);
    const volatile struct counter *counters = mmap(0, sizeof(struct counter) * CPUS, PROT_READ, MAP_SHARED, map, 0);
    if (counters == MAP_FAILED) die("mmap");
    const struct bpf_insn program[] = {
        LOAD(BPF_W, 6, 1, offsetof(struct xdp_md, data)), LOAD(BPF_W, 7, 1, offsetof(struct xdp_md, data_end)),
        SET(0, XDP_PASS), MOV(2, 6), ALUK(BPF_ADD, 2, sizeof(struct frame)), JUMP(BPF_JGT, 2, 7, 21),
        LOAD(BPF_H, 2, 6, AT_TYPE), JUMPK(BPF_JNE, 2, htons(0x0800), 19),
        LOAD(BPF_B, 2, 6, AT_IP), JUMPK(BPF_JNE, 2, 0x45, 17),
        LOAD(BPF_B, 2, 6, AT_PROTOCOL), JUMPK(BPF_JNE, 2, IPPROTO_UDP, 15),
        LOAD(BPF_H, 2, 6, AT_LENGTH), JUMPK(BPF_JNE, 2, htons(8 + PAYLOAD), 13),
        LOAD(BPF_H, 6, 6, AT_PORT),
        CALL(BPF_FUNC_get_smp_processor_id), ALUK(BPF_AND, 0, CPUS - 1), ALUK(BPF_MUL, 0, LINE),
        VALUE(1, map), ALU(BPF_ADD, 1, 0),
        JUMPK(port ? BPF_JEQ : BPF_JGE, 6, port, 1), ALUK(BPF_ADD, 1, 8),
        LOAD(BPF_DW, 2, 1, 0), ALUK(BPF_ADD, 2, 1), STORE(BPF_DW, 1, 0, 2), SET(0, verdict),
        EXIT};
    union bpf_attr link = {.link_create = {.prog_fd = (uint32_t)new_program(program, sizeof program / sizeof *program),
                                           .target_ifindex = (uint32_t)index, .attach_type = BPF_XDP, .flags = XDP_FLAGS_DRV_MODE}};
    /* The program goes with the link, and the link with this process. */
    must(bpf(BPF_LINK_CREATE, &link), "bpf(BPF_LINK_CREATE)");
    (void)sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 1});
    ends_after(length_ns);
    printf("ready\n");
    fflush(stdout);
    uint64_t count = 0;
    int64_t before = now_ns(), first = 0, last = 0;
    do {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, 0);
        uint64_t seen = counted(counters);
        int64_t now = now_ns();
        if (seen != count) {
            if (count == 0) first = before;
            count = seen;
            last = now;
        }
        before = now;
    } while (!over);
    uint64_t others = 0;
    for (int i = 0; i < CPUS; i++) others += counters[i].others;
    printf("packets=%llu seconds=%.6f rate=%.0f others=%llu\n", (unsigned long long)count, (double)(last - first) / 1e9,
           last > first ? (double)count * 1e9 / (double)(last - first) : 0, (unsigned long long)others);
    return 0;
}
