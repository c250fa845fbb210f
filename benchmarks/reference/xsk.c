/*
 * Frames with their own ports, sequence number, instant and checksum from an AF_XDP socket in copy mode (queue 0), as fast as it goes.
 * One reading of the clock for every 64 frames; a system call as often as the kernel wants one.
 *
 *   cc -O3 -march=native -o xsk xsk.c && ./xsk IFACE TARGET_MAC SOURCE_IP TARGET_IP PORT SECONDS [FRAMES]
 */
#define _GNU_SOURCE
#include "peers.h"
#include <linux/if_xdp.h>
#include <sys/mman.h>

#ifndef XDP_MAX_TX_SKB_BUDGET
#define XDP_MAX_TX_SKB_BUDGET 9
#endif

enum { CHUNK = 2048, SLOTS = 2048 };

/* Of the rings, which have one offset layout and descriptors of their own. */
struct ring {
    uint32_t *producer, *consumer;
    void *descriptors;
};

static struct ring mapped(int fd, int64_t page, const struct xdp_ring_offset *at, size_t each) {
    uint8_t *base = mmap(0, at->desc + SLOTS * each, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, page);
    if (base == MAP_FAILED) die("mmap of a ring");
    return (struct ring){(uint32_t *)(base + at->producer), (uint32_t *)(base + at->consumer), base + at->desc};
}

int main(int argc, char **argv) {
    struct task t = task_of(argc, argv);
    int fd = must(socket(AF_XDP, SOCK_RAW, 0), "socket"), slots = SLOTS, budget = 256;
    uint8_t *memory = mmap(0, CHUNK * SLOTS, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED) die("mmap");
    struct xdp_umem_reg umem = {.addr = (uintptr_t)memory, .len = CHUNK * SLOTS, .chunk_size = CHUNK};
    must(setsockopt(fd, SOL_XDP, XDP_UMEM_REG, &umem, sizeof umem), "XDP_UMEM_REG");
    must(setsockopt(fd, SOL_XDP, XDP_UMEM_FILL_RING, &slots, sizeof slots), "XDP_UMEM_FILL_RING");
    must(setsockopt(fd, SOL_XDP, XDP_UMEM_COMPLETION_RING, &slots, sizeof slots), "XDP_UMEM_COMPLETION_RING");
    must(setsockopt(fd, SOL_XDP, XDP_TX_RING, &slots, sizeof slots), "XDP_TX_RING");
    (void)setsockopt(fd, SOL_XDP, XDP_MAX_TX_SKB_BUDGET, &budget, sizeof budget); /* Linux 6.17; else 32 */
    struct xdp_mmap_offsets at;
    socklen_t size = sizeof at;
    must(getsockopt(fd, SOL_XDP, XDP_MMAP_OFFSETS, &at, &size), "XDP_MMAP_OFFSETS");
    struct ring tx = mapped(fd, XDP_PGOFF_TX_RING, &at.tx, sizeof(struct xdp_desc));
    struct ring done = mapped(fd, (int64_t)XDP_UMEM_PGOFF_COMPLETION_RING, &at.cr, sizeof(uint64_t));
    struct sockaddr_xdp to = {.sxdp_family = AF_XDP, .sxdp_ifindex = (uint32_t)t.index, .sxdp_flags = XDP_COPY};
    must(bind(fd, (struct sockaddr *)&to, sizeof to), "bind");
    for (int i = 0; i < SLOTS; i++) memcpy(memory + i * CHUNK, &t.frame, sizeof t.frame);
    ends_after(t.length_ns);
    uint64_t next = 0, left = 0;
    int64_t begin = now_ns();
    while (left < next || (!over && next < t.frames)) {
        int64_t now = now_ns();
        if (now - begin > t.length_ns + SECOND) break;
        /* Completions come in the order of the frames, so frame n has chunk n mod SLOTS. */
        for (int i = 0; i < BATCH && !over && next < t.frames && next - left < SLOTS; i++, next++) {
            write_frame((struct frame *)(memory + next % SLOTS * CHUNK), t.sum, next, now);
            ((struct xdp_desc *)tx.descriptors)[next % SLOTS] = (struct xdp_desc){.addr = next % SLOTS * CHUNK, .len = sizeof t.frame};
        }
        __atomic_store_n(tx.producer, (uint32_t)next, __ATOMIC_RELEASE);
        if (sendto(fd, 0, 0, MSG_DONTWAIT, 0, 0) < 0 && errno != EAGAIN && errno != EBUSY && errno != ENOBUFS && errno != EINTR) die("sendto");
        uint32_t came = __atomic_load_n(done.producer, __ATOMIC_ACQUIRE) - *done.consumer;
        left += came;
        __atomic_store_n(done.consumer, *done.consumer + came, __ATOMIC_RELEASE);
    }
    print_sent(left, now_ns() - begin);
    return 0;
}
