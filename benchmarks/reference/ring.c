/*
 * Frames with their own ports, sequence number, instant and checksum from an AF_PACKET ring (TPACKET_V2) past the qdisc, as fast as it goes.
 * One reading of the clock and one system call for every 64 frames.
 *
 *   cc -O3 -march=native -o ring ring.c && ./ring IFACE TARGET_MAC SOURCE_IP TARGET_IP PORT SECONDS [FRAMES]
 */
#define _GNU_SOURCE
#include "peers.h"
#include <linux/if_packet.h>
#include <sys/mman.h>

enum { SLOT = 256, SLOTS = 1024, DATA = TPACKET2_HDRLEN - sizeof(struct sockaddr_ll) };

int main(int argc, char **argv) {
    struct task t = task_of(argc, argv);
    int fd = must(socket(AF_PACKET, SOCK_RAW, 0), "socket"), version = TPACKET_V2, yes = 1;
    struct tpacket_req rooms = {.tp_block_size = SLOT * SLOTS, .tp_block_nr = 1, .tp_frame_size = SLOT, .tp_frame_nr = SLOTS};
    struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_ifindex = t.index};
    must(setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof version), "PACKET_VERSION");
    must(setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &yes, sizeof yes), "PACKET_QDISC_BYPASS");
    must(setsockopt(fd, SOL_PACKET, PACKET_TX_RING, &rooms, sizeof rooms), "PACKET_TX_RING");
    uint8_t *ring = mmap(0, SLOT * SLOTS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (ring == MAP_FAILED) die("mmap");
    must(bind(fd, (struct sockaddr *)&at, sizeof at), "bind");
    for (int i = 0; i < SLOTS; i++) memcpy(ring + i * SLOT + DATA, &t.frame, sizeof t.frame);
    ends_after(t.length_ns);
    uint64_t next = 0;
    int64_t begin = now_ns();
    while (!over && next < t.frames) {
        int64_t now = now_ns();
        for (int i = 0; i < BATCH && next < t.frames; i++, next++) {
            struct tpacket2_hdr *h = (void *)(ring + next % SLOTS * SLOT);
            if (__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) != TP_STATUS_AVAILABLE) break;
            write_frame((struct frame *)((uint8_t *)h + DATA), t.sum, next, now);
            h->tp_len = sizeof t.frame;
            __atomic_store_n(&h->tp_status, TP_STATUS_SEND_REQUEST, __ATOMIC_RELEASE);
        }
        if (send(fd, 0, 0, 0) < 0 && errno != ENOBUFS && errno != EAGAIN && errno != EINTR) die("send");
    }
    send(fd, 0, 0, 0);
    /* What the kernel has not given back has not left. */
    uint64_t stuck = 0;
    for (int i = 0; i < SLOTS; i++) stuck += ((struct tpacket2_hdr *)(ring + i * SLOT))->tp_status != TP_STATUS_AVAILABLE;
    print_sent(next - stuck, now_ns() - begin);
    return 0;
}
