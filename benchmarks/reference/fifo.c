/*
 * The reference for Squall's event core: the queue of scenario bench-mdk in a plain C event loop with a binary heap.
 *
 *   Poisson arrivals -> [ K places, the one in service included ] -> deterministic server
 *   one timeout for each job, armed when it is sent; an attempt counts when its outcome (answered, timed out) is recorded
 *
 * Nothing is allocated after the start. Two ways to get rid of a timer that is no longer needed, of which the faster one counts:
 *   index   the heap knows where each job's timer is, and takes it out (default)
 *   lazy    it stays until its time has come, and is ignored
 *
 *   cc -O3 -march=native -o fifo fifo.c -lm && ./fifo [index|lazy] [jobs]
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PLACES = 64, JOBS = 4096, BUCKETS = 2048 * 24, ARRIVAL = JOBS, DEPARTURE = JOBS + 1, OWNERS = JOBS + 2, CUTS = 1 << 20 };
#define CAPACITY 100000.0
#define RATE 90000.0
#define TIMEOUT_NS 50000000LL
#define CUT_NS 100000000LL

static int64_t due[1 << 22];
static uint32_t what[1 << 22];
static int at[OWNERS];
static uint32_t sequence[JOBS];
static int64_t sent[JOBS];
static uint8_t in_flight[JOBS];
static uint32_t queue[PLACES];
static int free_jobs[JOBS];
static uint64_t histogram[BUCKETS];
static uint64_t by_cut[CUTS][4];
static int size, free_count, head, waiting, lazy;
static uint64_t state = 42, answered, timed_out, dropped, late;

static double draw(void) {
    uint64_t z = state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (((z ^ (z >> 31)) >> 11) + 0.5) * 0x1.0p-53;
}

static void put(int i, int64_t t, uint32_t w) {
    due[i] = t;
    what[i] = w;
    if (!lazy) at[w] = i;
}

static void up(int i, int64_t t, uint32_t w) {
    while (i > 0 && due[(i - 1) / 2] > t) {
        put(i, due[(i - 1) / 2], what[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    put(i, t, w);
}

static void down(int i, int64_t t, uint32_t w) {
    int c;
    while ((c = 2 * i + 1) < size) {
        if (c + 1 < size && due[c + 1] < due[c]) c++;
        if (t <= due[c]) break;
        put(i, due[c], what[c]);
        i = c;
    }
    put(i, t, w);
}

static void add(int64_t t, uint32_t w) { up(size++, t, w); }

static void take(int i) {
    int last = --size;
    if (i == last) return;
    int64_t t = due[last];
    uint32_t w = what[last];
    if (i > 0 && due[(i - 1) / 2] > t) up(i, t, w);
    else down(i, t, w);
}

/* HdrHistogram's layout: 2,048 linear sub-buckets for each power of two. */
static void record(int outcome, int64_t intended, int64_t now) {
    uint64_t v = (uint64_t)(now - intended) / 1000;
    int shift = v < 2048 ? 0 : 53 - __builtin_clzll(v);
    histogram[(shift << 11) + (v >> shift)]++;
    by_cut[intended / CUT_NS][outcome]++;
}

int main(int argc, char **argv) {
    lazy = argc > 1 && strcmp(argv[1], "lazy") == 0;
    uint64_t jobs = argc > 2 ? strtoull(argv[2], 0, 10) : 20000000;
    for (int i = 0; i < JOBS; i++) free_jobs[free_count++] = JOBS - 1 - i;
    double arrival = 0, departure = 0;
    int64_t now = 0;
    uint64_t begun = 0;
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    arrival -= log(draw()) / RATE * 1e9;
    add((int64_t)arrival, lazy ? ARRIVAL << 16 : ARRIVAL);
    while (size > 0) {
        now = due[0];
        uint32_t w = what[0];
        uint32_t owner = lazy ? w >> 16 : w;
        take(0);
        if (owner == ARRIVAL) {
            int job = free_jobs[--free_count];
            sequence[job]++;
            sent[job] = now;
            in_flight[job] = 1;
            by_cut[now / CUT_NS][2]++;
            add(now + TIMEOUT_NS, lazy ? (uint32_t)job << 16 | (sequence[job] & 0xFFFF) : (uint32_t)job);
            if (waiting == PLACES) {
                dropped++;
            } else {
                queue[(head + waiting++) % PLACES] = (uint32_t)job << 16 | (sequence[job] & 0xFFFF);
                if (waiting == 1) {
                    departure = (double)now + 1e9 / CAPACITY;
                    add((int64_t)ceil(departure), lazy ? (uint32_t)DEPARTURE << 16 : DEPARTURE);
                }
            }
            if (++begun < jobs) {
                arrival -= log(draw()) / RATE * 1e9;
                add((int64_t)arrival, lazy ? ARRIVAL << 16 : ARRIVAL);
            }
        } else if (owner == DEPARTURE) {
            uint32_t served = queue[head];
            int job = served >> 16;
            head = (head + 1) % PLACES;
            if (--waiting > 0) {
                departure += 1e9 / CAPACITY;
                add((int64_t)ceil(departure), lazy ? (uint32_t)DEPARTURE << 16 : DEPARTURE);
            }
            if (in_flight[job] && (sequence[job] & 0xFFFF) == (served & 0xFFFF)) {
                in_flight[job] = 0;
                if (!lazy) take(at[job]);
                free_jobs[free_count++] = job;
                answered++;
                record(0, sent[job], now);
            } else {
                late++;
            }
        } else if (!lazy || (in_flight[owner] && (sequence[owner] & 0xFFFF) == (w & 0xFFFF))) {
            in_flight[owner] = 0;
            free_jobs[free_count++] = (int)owner;
            timed_out++;
            record(1, sent[owner], now);
        }
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double ns = (double)(b.tv_sec - a.tv_sec) * 1e9 + (double)(b.tv_nsec - a.tv_nsec);
    printf("%s: %llu answered, %llu timed out, %llu dropped, %llu late, loss %.6f; %.1f ns a job, %.2f million/s\n",
           lazy ? "lazy" : "index", (unsigned long long)answered, (unsigned long long)timed_out,
           (unsigned long long)dropped, (unsigned long long)late, (double)dropped / (double)begun, ns / (double)begun,
           (double)begun * 1e3 / ns);
    return 0;
}
