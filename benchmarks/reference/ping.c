/*
 * The reference for Squall's probes: DNS queries to dns.c, one in flight, one every INTERVAL_US (0: as soon as the last has come back), from
 * a loop that never sleeps. Round-trip times from before the send to after the receive, in microseconds.
 *
 *   cc -O3 -march=native -o ping ping.c && ./ping IP PORT SECONDS INTERVAL_US
 */
#define _GNU_SOURCE
#include "peers.h"

enum { MOST = 1 << 22 };

static int32_t trips[MOST];

static int by_size(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 5) usage("IP PORT SECONDS INTERVAL_US");
    struct sockaddr_in to = ipv4(argv[1], argv[2]);
    int64_t interval = (int64_t)(number(argv[4], 0, 1e6) * 1e3);
    int fd = must(socket(AF_INET, SOCK_DGRAM, 0), "socket");
    must(connect(fd, (struct sockaddr *)&to, sizeof to), "connect");
    uint8_t query[] = "\0\0\1\0\0\1\0\0\0\0\0\0\5probe\4test\0\0\1\0", reply[512];
    ends_after(seconds_ns(argv[3]));
    size_t n = 0, lost = 0;
    int64_t due = now_ns(), begin = due;
    for (uint16_t id = 1; !over && n < MOST; id++) {
        while (now_ns() < due && !over) {}
        memcpy(query, &id, sizeof id);
        int64_t sent = now_ns(), now = sent;
        if (send(fd, query, sizeof query, 0) < 0) die("send");
        ssize_t got = -1;
        while (now - sent < SECOND / 10) {
            got = recv(fd, reply, sizeof reply, MSG_DONTWAIT);
            now = now_ns();
            if (got > 1 && memcmp(reply, &id, sizeof id) == 0) break;
            got = -1;
        }
        if (got > 0) trips[n++] = (int32_t)(now - sent);
        else lost++;
        due = due + interval > now ? due + interval : now;
    }
    int64_t took = now_ns() - begin;
    qsort(trips, n, sizeof *trips, by_size);
    if (n == 0) {
        fprintf(stderr, "ping: no answer\n");
        return 3;
    }
    printf("p50=%.2f p99=%.2f p999=%.2f lost=%zu ", trips[n / 2] / 1e3, trips[n * 99 / 100] / 1e3, trips[n * 999 / 1000] / 1e3, lost);
    print_sent(n, took);
    return 0;
}
