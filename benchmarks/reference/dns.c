/*
 * The far end of DNS queries over UDP: asked for an A record of class IN, it answers 192.0.2.1, and to anything else nothing. It does
 * not sleep unless nobody has asked for 10 ms, so it is also the far end of round trips. Prints a line when it listens, and at SIGINT,
 * SIGTERM or after SECONDS how many it answered from the first to the last, and which share of that time it had something to do.
 *
 *   cc -O3 -march=native -o dns dns.c && ./dns IP PORT SECONDS
 */
#define _GNU_SOURCE
#include "peers.h"
#include <poll.h>

enum { HEADER = 12, SIZE = 1500 };

static uint8_t packets[BATCH][SIZE];
static struct sockaddr_in peers[BATCH];
static struct iovec parts[BATCH];
static struct mmsghdr messages[BATCH];

/* RFC 1035 4.1: writes the answer behind the question; its length, 0 if that is no query. */
static size_t answer(uint8_t *p, size_t length) {
    static const uint8_t record[] = {0xC0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1};
    static const uint8_t question[] = {0, 1, 0, 1};
    if (length < HEADER + 5 || (p[2] & 0xF8) != 0 || p[4] != 0 || p[5] != 1) return 0;
    size_t at = HEADER;
    while (at < length && p[at] != 0 && p[at] < 64) at += p[at] + 1u;
    size_t end = at + 1 + sizeof question;
    if (end > length || end + sizeof record > SIZE || p[at] != 0) return 0;
    int known = memcmp(p + at + 1, question, sizeof question) == 0;
    p[2] |= 0x80;
    p[3] = 0x80;
    memset(p + 6, 0, 6);
    p[7] = (uint8_t)known;
    if (!known) return end;
    memcpy(p + end, record, sizeof record);
    return end + sizeof record;
}

static void reset(int i, size_t length) {
    parts[i] = (struct iovec){packets[i], length};
    messages[i].msg_hdr = (struct msghdr){.msg_name = &peers[i], .msg_namelen = sizeof peers[i], .msg_iov = &parts[i], .msg_iovlen = 1};
}

int main(int argc, char **argv) {
    if (argc != 4) usage("IP PORT SECONDS");
    struct sockaddr_in at = ipv4(argv[1], argv[2]);
    int fd = must(socket(AF_INET, SOCK_DGRAM, 0), "socket"), room = 1 << 22;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    must(bind(fd, (struct sockaddr *)&at, sizeof at), "bind");
    for (int i = 0; i < BATCH; i++) reset(i, SIZE);
    ends_after(seconds_ns(argv[3]));
    printf("ready\n");
    fflush(stdout);
    uint64_t answered = 0;
    int64_t first = 0, last = 0, busy = 0;
    while (!over) {
        int64_t begin = now_ns();
        int n = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, 0);
        if (n <= 0) {
            if (begin - last > SECOND / 100) poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 100);
            continue;
        }
        int out = 0;
        for (int i = 0; i < n; i++) {
            size_t length = answer(packets[i], messages[i].msg_len);
            if (length == 0) continue;
            if (out != i) {
                memcpy(packets[out], packets[i], length);
                peers[out] = peers[i];
            }
            reset(out++, length);
        }
        int done = 0, taken;
        while (done < out && (taken = sendmmsg(fd, messages + done, (unsigned)(out - done), 0)) > 0) done += taken;
        for (int i = 0; i < n; i++) reset(i, SIZE);
        answered += (uint64_t)done;
        last = now_ns();
        busy += last - begin;
        if (first == 0) first = begin;
    }
    double took = (double)(last - first);
    printf("packets=%llu seconds=%.6f rate=%.0f busy=%.3f\n", (unsigned long long)answered, took / 1e9,
           took > 0 ? (double)answered * 1e9 / took : 0, took > 0 ? (double)busy / took : 0);
    return 0;
}
