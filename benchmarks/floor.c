/* The least that the protocol on the disk asks of the operating system, for comparison with the engine: the same calls, nothing else.
 *
 *   floor make   FOLDER ITEMS BYTES FOLDERS   items of about BYTES of JSON, flat (FOLDERS = 0) or spread over sub-folders
 *   floor cycle  ROOT WORKERS                 one stage over ROOT/in, one thread a worker: claim by link, look, read, write aside,
 *                                             ledger line, rename, release
 *   floor strict ROOT BATCH                   the same, the results of a batch on the disk before they become visible
 *   floor list   ROOT                         list ROOT/in and ROOT/out: what a pass that finds nothing to do costs at least
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NAME = 64, LARGEST = 1 << 20 };

static int must(int result, const char *what) {
    if (result < 0) {
        fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
        exit(1);
    }
    return result;
}

static int folder(const char *root, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root, name);
    if (mkdir(path, 0755) < 0 && errno != EEXIST)
        must(-1, path);
    return must(open(path, O_RDONLY | O_DIRECTORY), path);
}

static int in, out, claims, temporary, ledger, leases;

static void open_folders(const char *root) {
    mkdir(root, 0755);
    in = folder(root, "in");
    out = folder(root, "out");
    claims = folder(root, "out/.processing");
    temporary = folder(root, "out/.tmp");
    ledger = folder(root, "out/.ledger");
    leases = folder(root, ".workers");
}

static char (*names)[NAME];
static long count;

static void list(int of, int keep) {
    static char buffer[1 << 18];
    int listing = must(openat(of, ".", O_RDONLY | O_DIRECTORY), "list");
    static long room;
    long got;
    while ((got = must(syscall(SYS_getdents64, listing, buffer, sizeof buffer), "list")) > 0) {
        for (char *at = buffer; at < buffer + got; at += ((struct dirent64 *)at)->d_reclen) {
            struct dirent64 *entry = (struct dirent64 *)at;
            if (entry->d_name[0] == '.' || !keep)
                continue;
            if (count == room)
                names = realloc(names, (room = room ? room * 2 : 4096) * NAME), memset(names + count, 0, (room - count) * NAME);
            memcpy(names[count++], entry->d_name, strnlen(entry->d_name, NAME - 1)); // our own names are short
        }
    }
    close(listing);
}

static atomic_long next;
static int strict;
static long batch = 1;

struct worker { int number, log; char lease[NAME]; char data[LARGEST]; };

/* 0: somebody else's, or done. */
static int make_result(struct worker *self, const char *name, const char *aside) {
    struct stat stat;
    if (linkat(leases, self->lease, claims, name, 0) < 0)
        return errno == EEXIST ? 0 : must(-1, "claim");
    if (fstatat(out, name, &stat, AT_SYMLINK_NOFOLLOW) == 0) {
        must(unlinkat(claims, name, 0), "release");
        return 0;
    }
    int file = must(openat(in, name, O_RDONLY | O_NOFOLLOW), "open");
    must(fstat(file, &stat), "look");
    int size = must(read(file, self->data, sizeof self->data), "read");
    close(file);
    file = must(openat(temporary, aside, O_CREAT | O_EXCL | O_WRONLY, 0644), "create");
    must(write(file, self->data, size), "write");
    must(fstat(file, &stat), "look");
    close(file);
    char line[640];
    int length = snprintf(line, sizeof line,
        "{\"key\":\"%s\",\"reason\":\"new_input\",\"in\":\"%064d\",\"in_size\":%d,\"in_mtime\":%ld,\"out\":\"%064d\",\"out_size\":%d,\"out_mtime\":%ld,"
        "\"code\":\"json.copy@1\",\"version\":1,\"with\":\"\",\"attempt\":1,\"at\":\"2026-01-01T00:00:00.000Z\",\"ms\":0.1}\n",
        name, 0, size, (long)stat.st_mtime, 0, size, (long)stat.st_mtime);
    must(write(self->log, line, length), "append");
    return 1;
}

static void publish(const char *name, const char *aside) {
    must(syscall(SYS_renameat2, temporary, aside, out, name, 1 /* RENAME_NOREPLACE */), "publish");
}

static void *work(void *argument) {
    struct worker *self = argument;
    char file[NAME], (*aside)[NAME] = calloc(batch, NAME);
    snprintf(self->lease, NAME, "%d.json", self->number);
    snprintf(file, NAME, "%d.jsonl", self->number);
    close(must(openat(leases, self->lease, O_CREAT | O_WRONLY, 0644), "lease"));
    self->log = must(openat(ledger, file, O_CREAT | O_WRONLY | O_APPEND, 0644), "ledger");
    for (long first; (first = atomic_fetch_add(&next, batch)) < count;) {
        long end = first + batch < count ? first + batch : count;
        for (long i = first; i < end; i++) {
            char *mine = aside[i - first];
            snprintf(mine, NAME, "%d-%ld", self->number, i);
            if (!make_result(self, names[i], mine)) {
                mine[0] = 0;
            } else if (!strict) {
                publish(names[i], mine);
                must(unlinkat(claims, names[i], 0), "release");
            }
        }
        if (!strict)
            continue;
        must(syncfs(self->log), "sync");
        for (long i = first; i < end; i++)
            if (aside[i - first][0])
                publish(names[i], aside[i - first]);
        must(fsync(out), "sync");
        for (long i = first; i < end; i++)
            if (aside[i - first][0])
                must(unlinkat(claims, names[i], 0), "release");
    }
    free(aside);
    return NULL;
}

static void cycle(int workers) {
    list(in, 1);
    pthread_t threads[64];
    for (int i = 0; i < workers; i++) {
        struct worker *worker = calloc(1, sizeof *worker);
        worker->number = i;
        if (pthread_create(&threads[i], NULL, work, worker) != 0)
            exit(1);
    }
    for (int i = 0; i < workers; i++)
        pthread_join(threads[i], NULL);
}

static void make(const char *path, long items, int bytes, int folders) {
    static char data[LARGEST];
    mkdir(path, 0755);
    int to = must(open(path, O_RDONLY | O_DIRECTORY), path);
    for (int i = 0; i < folders; i++) {
        char name[NAME];
        snprintf(name, NAME, "%03d", i);
        mkdirat(to, name, 0755);
    }
    for (long i = 0; i < items; i++) {
        char name[NAME];
        if (folders)
            snprintf(name, NAME, "%03ld/note-%08ld.json", i * folders / items, i);
        else
            snprintf(name, NAME, "note-%08ld.json", i);
        int length = snprintf(data, sizeof data, "{\"number\":%ld,\"weight\":%ld.%03ld,\"words\":[\"rain\",\"gauge\"],\"body\":\"", i, i % 97, i % 1000);
        while (length < bytes - 3)
            length += snprintf(data + length, bytes - 2 - length, "%s", "The night bus passes the lighthouse at ten. ");
        length = length > bytes - 3 ? bytes - 3 : length;
        length += snprintf(data + length, 4, "\"}\n");
        int file = must(openat(to, name, O_CREAT | O_TRUNC | O_WRONLY, 0644), name);
        must(write(file, data, length), name);
        close(file);
    }
}

int main(int argc, char **argv) {
    if (argc == 6 && !strcmp(argv[1], "make")) {
        make(argv[2], atol(argv[3]), atoi(argv[4]), atoi(argv[5]));
        return 0;
    }
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: floor make FOLDER ITEMS BYTES FOLDERS | cycle ROOT WORKERS | strict ROOT BATCH | list ROOT\n");
        return 2;
    }
    open_folders(argv[2]);
    if (!strcmp(argv[1], "list")) {
        list(in, 1);
        list(out, 1);
    } else {
        strict = !strcmp(argv[1], "strict");
        int number = argc == 4 ? atoi(argv[3]) : 1;
        if (strict)
            batch = number;
        cycle(strict ? 1 : number);
    }
    return 0;
}
