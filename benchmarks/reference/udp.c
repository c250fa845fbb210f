/*
 * The reference for Squall's UDP lane: datagrams of 64 bytes from one connected socket, as fast as it goes. Each has its sequence number
 * and the instant of its call, of which one carries
 *   one         64 messages of a datagram (sendmmsg)
 *   segments    8 messages of 64 datagrams (sendmmsg and UDP_SEGMENT)
 *
 *   cc -O3 -march=native -o udp udp.c && ./udp one|segments IP PORT SECONDS [DATAGRAMS]
 */
#define _GNU_SOURCE
#include "peers.h"
#include <netinet/udp.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { MESSAGES = 64, CALL = 8 };

static struct payload datagrams[MESSAGES * BATCH];
static struct iovec parts[MESSAGES];
static struct mmsghdr messages[MESSAGES];

int main(int argc, char **argv) {
    if (argc < 5) usage("one|segments IP PORT SECONDS [DATAGRAMS]");
    int segments = strcmp(argv[1], "segments") == 0;
    if (!segments && strcmp(argv[1], "one") != 0) usage("one|segments IP PORT SECONDS [DATAGRAMS]");
    struct sockaddr_in to = ipv4(argv[2], argv[3]);
    uint64_t most = argc > 5 ? (uint64_t)number(argv[5], 1, 4e9) : UINT64_MAX;
    int fd = must(socket(AF_INET, SOCK_DGRAM, 0), "socket"), size = PAYLOAD;
    must(connect(fd, (struct sockaddr *)&to, sizeof to), "connect");
    if (segments) must(setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size), "UDP_SEGMENT");
    unsigned calls = segments ? CALL : MESSAGES;
    size_t each = segments ? BATCH : 1;
    for (size_t i = 0; i < MESSAGES * BATCH; i++) datagrams[i] = PUSH;
    ends_after(seconds_ns(argv[4]));
    uint64_t sent = 0, written = 0;
    int64_t begin = now_ns(), now = begin;
    while (!over && sent < most) {
        now = now_ns();
        unsigned filled = 0;
        for (size_t at = 0; filled < calls && written < most; filled++, at += each) {
            size_t n = most - written < each ? (size_t)(most - written) : each;
            for (size_t i = 0; i < n; i++) stamp(&datagrams[at + i], written++, now);
            parts[filled] = (struct iovec){&datagrams[at], n * PAYLOAD};
            messages[filled].msg_hdr = (struct msghdr){.msg_iov = &parts[filled], .msg_iovlen = 1};
        }
        for (unsigned done = 0; done < filled && !over;) {
            int taken = sendmmsg(fd, messages + done, filled - done, 0);
            if (taken < 0 && errno != ENOBUFS && errno != EINTR && errno != ECONNREFUSED) die("sendmmsg");
            for (int i = 0; i < taken; i++) sent += messages[done + (unsigned)i].msg_len / PAYLOAD;
            if (taken > 0) done += (unsigned)taken;
        }
    }
    print_sent(sent, now_ns() - begin);
    return 0;
}
