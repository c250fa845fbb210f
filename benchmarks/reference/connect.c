/*
 * The reference for Squall's TCP lane: an epoll loop that connects from 127.1.0.1, 127.1.0.2 … (as many as are in flight, as SourceAddress
 * gives them out), and closes with RST. What is done on each connection:
 *   close     nothing: it is closed as soon as it stands
 *   ask       16 bytes are written (attempt and time, as Squall's TcpWire does), and it is closed when the other side answers or ends it
 *
 *   cc -O3 -march=native -o connect connect.c && ./connect close|ask IP PORT SECONDS IN_FLIGHT
 */
#define _GNU_SOURCE
#include "peers.h"
#include <netinet/in.h>
#include <sys/epoll.h>

#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif

enum { MOST = 4096, HOSTS = 254 };

static int sockets[MOST];
static uint8_t asked[MOST];
static struct sockaddr_in to;
static int poll_fd;
static uint64_t begun, failed;

/* Without a port until it connects, so that every target has all ports of an address. */
static void begin(uint32_t slot) {
    int yes = 1, fd = must(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
    struct linger reset = {.l_onoff = 1};
    struct sockaddr_in from = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(127u << 24 | (slot / HOSTS + 256) << 8 | (slot % HOSTS + 1))};
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u32 = slot};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    must(bind(fd, (struct sockaddr *)&from, sizeof from), "bind");
    if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) die("connect");
    must(epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
    sockets[slot] = fd;
    asked[slot] = 0;
    begun++;
}

int main(int argc, char **argv) {
    static const char text[] = "close|ask IP PORT SECONDS IN_FLIGHT";
    if (argc != 6) usage(text);
    int ask = strcmp(argv[1], "ask") == 0;
    if (!ask && strcmp(argv[1], "close") != 0) usage(text);
    to = ipv4(argv[2], argv[3]);
    uint32_t in_flight = (uint32_t)number(argv[5], 1, MOST);
    poll_fd = must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    ends_after(seconds_ns(argv[4]));
    uint64_t ended = 0;
    int64_t start = now_ns();
    for (uint32_t i = 0; i < in_flight; i++) begin(i);
    struct epoll_event events[BATCH];
    while (!over) {
        int n = epoll_wait(poll_fd, events, BATCH, 100);
        for (int i = 0; i < n; i++) {
            uint32_t slot = events[i].data.u32, what = events[i].events;
            int fd = sockets[slot], dead = (what & (EPOLLERR | EPOLLHUP)) != 0;
            if (ask && !dead && !asked[slot]) {
                uint64_t request[2] = {__builtin_bswap64(begun), __builtin_bswap64((uint64_t)now_ns())};
                asked[slot] = 1;
                dead = send(fd, request, sizeof request, MSG_NOSIGNAL) < 0;
                if (!dead && !(what & (EPOLLIN | EPOLLRDHUP))) continue;
            }
            int error = 0;
            socklen_t size = sizeof error;
            if (dead) getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
            failed += error != 0 && error != ECONNRESET && error != EPIPE;
            close(fd);
            ended++;
            begin(slot);
        }
    }
    int64_t took = now_ns() - start;
    printf("failed=%llu ", (unsigned long long)failed);
    print_sent(ended, took);
    return 0;
}
