/*
 * The sender that a replay is held against: reads the instants of a schedule (ns, one a line), waits for each of them in a busy loop
 * on CLOCK_MONOTONIC, and sends a datagram of 64 bytes from a connected socket to 127.0.0.1. Lateness is the clock's reading before the
 * send less the instant, as Squall books it. Prints count, p50, p99, p99.9 and the greatest in ns.
 *
 *   cc -O3 -march=native -o replay replay.c && ./replay PORT < instants
 */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "replay: found %d arguments, expected the port on 127.0.0.1\n", argc - 1);
        return 2;
    }
    size_t room = 1 << 20, n = 0;
    int64_t *at = malloc(room * sizeof *at);
    long long value;
    while (at && scanf("%lld", &value) == 1) {
        if (n == room) at = realloc(at, (room *= 2) * sizeof *at);
        if (at) at[n++] = value;
    }
    int64_t *late = at && n ? malloc(n * sizeof *late) : NULL;
    if (!late) {
        fprintf(stderr, "replay: no instants, or no memory for them\n");
        return 2;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    /* Somebody must be there, or every second send fails; nobody reads. */
    int sink = socket(AF_INET, SOCK_DGRAM, 0);
    (void)!bind(sink, (struct sockaddr *)&to, sizeof to);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
        perror("replay");
        return 3;
    }
    char datagram[64];
    memset(datagram, 0, sizeof datagram);
    int64_t begin = now_ns() + 100000000 - at[0];
    for (size_t i = 0; i < n; i++) {
        int64_t due = begin + at[i], now;
        while ((now = now_ns()) < due) {}
        late[i] = now - due;
        memcpy(datagram, &i, sizeof i);
        memcpy(datagram + 8, &due, sizeof due);
        /* A full buffer loses the datagram, as it would Squall's. */
        (void)!send(fd, datagram, sizeof datagram, 0);
    }
    qsort(late, n, sizeof *late, by_size);
    printf("%zu %lld %lld %lld %lld\n", n, (long long)late[n / 2], (long long)late[n * 99 / 100], (long long)late[n * 999 / 1000],
           (long long)late[n - 1]);
    return 0;
}
