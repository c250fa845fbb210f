/*
 * The far end of TCP connections, for whoever connects:
 *   reset     each is accepted and closed with RST
 *   http      each request is answered with 200 and two bytes, and the connection is kept
 * Prints a line when it listens, and at SIGINT, SIGTERM or after SECONDS how many came from the first to the last.
 *
 *   cc -O3 -march=native -o accept accept.c && ./accept reset|http IP PORT SECONDS
 */
#define _GNU_SOURCE
#include "peers.h"
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>

static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/* Whoever asks here does not ask again before the answer. */
static int answers(int fd) {
    char request[4096];
    ssize_t n = recv(fd, request, sizeof request, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (n <= 0) {
        close(fd);
        return 0;
    }
    return n >= 4 && memcmp(request + n - 4, "\r\n\r\n", 4) == 0 && send(fd, ANSWER, sizeof ANSWER - 1, MSG_NOSIGNAL) > 0;
}

int main(int argc, char **argv) {
    if (argc != 5) usage("reset|http IP PORT SECONDS");
    int http = strcmp(argv[1], "http") == 0, yes = 1;
    if (!http && strcmp(argv[1], "reset") != 0) usage("reset|http IP PORT SECONDS");
    struct sockaddr_in at = ipv4(argv[2], argv[3]);
    struct linger reset = {.l_onoff = 1};
    int listener = must(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
    /* The accepted ones inherit both. */
    setsockopt(listener, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    must(bind(listener, (struct sockaddr *)&at, sizeof at), "bind");
    must(listen(listener, 4096), "listen");
    int poll_fd = must(epoll_create1(0), "epoll_create1");
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[BATCH];
    must(epoll_ctl(poll_fd, EPOLL_CTL_ADD, listener, &event), "epoll_ctl");
    ends_after(seconds_ns(argv[4]));
    printf("ready\n");
    fflush(stdout);
    uint64_t accepted = 0, answered = 0;
    int64_t first = 0, last = 0;
    while (!over) {
        int n = epoll_wait(poll_fd, events, BATCH, 100);
        uint64_t before = accepted + answered;
        for (int i = 0; i < n; i++) {
            if (events[i].data.fd != listener) {
                answered += (uint64_t)answers(events[i].data.fd);
                continue;
            }
            int fd;
            for (int k = 0; k < BATCH && (fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0; k++) {
                accepted++;
                event = (struct epoll_event){.events = EPOLLIN, .data.fd = fd};
                if (!http) close(fd);
                else if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event) < 0) close(fd);
            }
        }
        if (accepted + answered != before) {
            last = now_ns();
            if (first == 0) first = last;
        }
    }
    uint64_t came = http ? answered : accepted;
    printf("packets=%llu accepted=%llu seconds=%.6f rate=%.0f cpu=%.3f\n", (unsigned long long)came, (unsigned long long)accepted,
           (double)(last - first) / 1e9, last > first ? (double)came * 1e9 / (double)(last - first) : 0, (double)cpu_ns() / 1e9);
    return 0;
}
