/* What the references of scripts/bench-peers share: arguments, the clock, the packet that all of them send, and bpf(2). */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/bpf.h>
#include <net/if.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { PAYLOAD = 64, BATCH = 64, FIRST_PORT = 10000, PORTS = 1 << 15 };
#define SECOND INT64_C(1000000000)

static inline int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

/* Of the process, user and system. */
static inline int64_t cpu_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

static inline _Noreturn void die(const char *what) {
    fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what, strerror(errno));
    exit(3);
}

static inline int must(int result, const char *what) {
    if (result < 0) die(what);
    return result;
}

static inline _Noreturn void usage(const char *text) {
    fprintf(stderr, "usage: %s %s\n", program_invocation_short_name, text);
    exit(2);
}

/* A number from least to most: every loop has an end. */
static inline double number(const char *text, double least, double most) {
    char *end;
    double value = strtod(text, &end);
    if (*text == 0 || *end != 0 || !(value >= least && value <= most)) {
        fprintf(stderr, "%s: found \"%s\", expected a number from %.10g to %.10g\n", program_invocation_short_name, text, least, most);
        exit(2);
    }
    return value;
}

static inline int64_t seconds_ns(const char *text) { return (int64_t)(number(text, 0.01, 3600) * 1e9); }

static inline struct sockaddr_in ipv4(const char *ip, const char *port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)number(port, 0, 65535))};
    if (inet_pton(AF_INET, ip, &at.sin_addr) != 1) {
        errno = EINVAL;
        die(ip);
    }
    return at;
}

/* Squall's PushDatagram: every one has a sequence number and an instant of its own. */
struct payload {
    uint64_t sequence, ns;
    uint8_t zeros[40];
    uint64_t mark;
} __attribute__((packed));

struct frame {
    uint8_t to[6], from[6];
    uint16_t type;
    uint8_t ip[12];
    uint32_t source, target;
    uint16_t source_port, target_port, length, check;
    struct payload payload;
} __attribute__((packed));

static const struct payload PUSH = {.mark = 0x01006C6C61757153};

static inline void stamp(struct payload *p, uint64_t sequence, int64_t ns) {
    p->sequence = __builtin_bswap64(sequence);
    p->ns = __builtin_bswap64((uint64_t)ns);
}

/* RFC 1071; a sum of 16-bit words is right in any order of bytes. */
static inline uint64_t sum16(const void *bytes, size_t length) {
    const uint8_t *at = bytes;
    uint64_t sum = 0;
    for (size_t i = 0; i < length; i += 2) sum += (uint64_t)(at[i] | at[i + 1] << 8);
    return sum;
}

static inline uint16_t folded(uint64_t sum) {
    sum = (sum >> 32) + (uint32_t)sum;
    sum = (sum >> 16) + (sum & 0xFFFF);
    sum = (sum >> 16) + (sum & 0xFFFF);
    sum = (sum >> 16) + (sum & 0xFFFF);
    return (uint16_t)~sum;
}

/* What the generators of frames are told: IFACE TARGET_MAC SOURCE_IP TARGET_IP PORT SECONDS [FRAMES]. */
struct task {
    const char *device;
    int index;
    int64_t length_ns;
    uint64_t frames;
    uint64_t sum; /* of what is equal in every frame, the pseudo header included */
    struct frame frame;
};

#define TASK "IFACE TARGET_MAC SOURCE_IP TARGET_IP PORT SECONDS [FRAMES]"

static inline struct task task_of(int argc, char **argv) {
    if (argc < 7) usage(TASK);
    struct task t = {.device = argv[1], .length_ns = seconds_ns(argv[6]),
                     .frames = argc > 7 ? (uint64_t)number(argv[7], 1, 4e9) : UINT32_MAX};
    struct ifreq own = {0};
    strncpy(own.ifr_name, t.device, IFNAMSIZ - 1);
    int any = must(socket(AF_INET, SOCK_DGRAM, 0), "socket");
    must(ioctl(any, SIOCGIFHWADDR, &own), t.device);
    close(any);
    t.index = (int)if_nametoindex(t.device);
    struct frame *f = &t.frame;
    memcpy(f->from, own.ifr_hwaddr.sa_data, 6);
    uint8_t *m = f->to;
    if (sscanf(argv[2], "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", m, m + 1, m + 2, m + 3, m + 4, m + 5) != 6) usage(TASK);
    f->type = htons(0x0800);
    const uint8_t ip[12] = {0x45, 0, 0, 28 + PAYLOAD, 0, 0, 0x40, 0, 64, IPPROTO_UDP, 0, 0};
    memcpy(f->ip, ip, sizeof ip);
    f->source = ipv4(argv[3], "0").sin_addr.s_addr;
    f->target = ipv4(argv[4], "0").sin_addr.s_addr;
    uint16_t check = folded(sum16(f->ip, 20));
    memcpy(f->ip + 10, &check, 2);
    f->target_port = ipv4(argv[4], argv[5]).sin_port;
    f->length = htons(8 + PAYLOAD);
    f->payload = PUSH;
    t.sum = sum16(&f->source, sizeof *f - offsetof(struct frame, source)) + htons(IPPROTO_UDP) + f->length;
    return t;
}

/* Turns a copy of the template into a frame of its own, with a port of its own. */
static inline void write_frame(struct frame *f, uint64_t sum, uint64_t sequence, int64_t ns) {
    f->source_port = htons((uint16_t)(FIRST_PORT + sequence % PORTS));
    stamp(&f->payload, sequence, ns);
    uint64_t a = f->payload.sequence, b = f->payload.ns;
    uint16_t check = folded(sum + f->source_port + (uint32_t)a + (a >> 32) + (uint32_t)b + (b >> 32));
    f->check = check ? check : 0xFFFF;
}

/* One writer; in a handler of a signal. */
static volatile sig_atomic_t over;

static void end_it(int signal) {
    (void)signal;
    over = 1;
}

/* SIGINT, SIGTERM and the end of the time set over, and end a system call. */
static inline void ends_after(int64_t length_ns) {
    struct sigaction act = {.sa_handler = end_it};
    sigaction(SIGINT, &act, 0);
    sigaction(SIGTERM, &act, 0);
    sigaction(SIGALRM, &act, 0);
    struct itimerval at = {.it_value = {length_ns / SECOND, length_ns % SECOND / 1000}};
    must(setitimer(ITIMER_REAL, &at, 0), "setitimer");
}

static inline void print_sent(uint64_t sent, int64_t took_ns) {
    printf("sent=%llu seconds=%.6f rate=%.0f cpu=%.3f\n", (unsigned long long)sent, (double)took_ns / 1e9,
           (double)sent * 1e9 / (double)took_ns, (double)cpu_ns() / 1e9);
}

/* bpf(2), and programs written by hand. */
static inline int bpf(int command, union bpf_attr *attr) { return (int)syscall(SYS_bpf, command, attr, sizeof *attr); }

#define OP(code, dst, src, off, imm) ((struct bpf_insn){(code), (dst), (src), (off), (imm)})
#define MOV(d, s) OP(BPF_ALU64 | BPF_MOV | BPF_X, d, s, 0, 0)
#define MOV32(d, s) OP(BPF_ALU | BPF_MOV | BPF_X, d, s, 0, 0)
#define SET(d, v) OP(BPF_ALU64 | BPF_MOV | BPF_K, d, 0, 0, v)
#define ALU(op, d, s) OP(BPF_ALU64 | (op) | BPF_X, d, s, 0, 0)
#define ALUK(op, d, v) OP(BPF_ALU64 | (op) | BPF_K, d, 0, 0, v)
#define SWAP(d, bits) OP(BPF_ALU | BPF_END | BPF_TO_BE, d, 0, 0, bits)
#define LOAD(size, d, s, off) OP(BPF_LDX | BPF_MEM | (size), d, s, off, 0)
#define STORE(size, d, off, s) OP(BPF_STX | BPF_MEM | (size), d, s, off, 0)
#define JUMP(op, d, s, off) OP(BPF_JMP | (op) | BPF_X, d, s, off, 0)
#define JUMPK(op, d, v, off) OP(BPF_JMP | (op) | BPF_K, d, 0, off, v)
#define CALL(helper) OP(BPF_JMP | BPF_CALL, 0, 0, 0, helper)
#define EXIT OP(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)
#define VALUE(d, map) OP(BPF_LD | BPF_DW | BPF_IMM, d, BPF_PSEUDO_MAP_VALUE, 0, map), OP(0, 0, 0, 0, 0)

/* An array of one value, which both sides see. */
static inline int new_map(uint32_t bytes) {
    union bpf_attr a = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = bytes, .max_entries = 1, .map_flags = BPF_F_MMAPABLE};
    return must(bpf(BPF_MAP_CREATE, &a), "bpf(BPF_MAP_CREATE)");
}

static inline int new_program(const struct bpf_insn *insns, size_t count) {
    static char log[1 << 16];
    union bpf_attr a = {.prog_type = BPF_PROG_TYPE_XDP, .insns = (uintptr_t)insns, .insn_cnt = (uint32_t)count, .license = (uintptr_t)"GPL",
                        .log_buf = (uintptr_t)log, .log_size = sizeof log, .log_level = 1};
    int fd = bpf(BPF_PROG_LOAD, &a);
    if (fd < 0) {
        fputs(log, stderr);
        die("bpf(BPF_PROG_LOAD)");
    }
    return fd;
}
