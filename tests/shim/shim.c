/* Stops or deceives a process at its N-th file-system call below given folders, counted over all its threads. Preloaded:
 *
 *   cc -shared -fPIC -O1 -o shim.so shim.c -ldl
 *   LD_PRELOAD=./shim.so FILEPIPE_SHIM_ROOTS=/p/data:/p/datasets FILEPIPE_SHIM=kill-before:17 filepipe run
 *
 *   FILEPIPE_SHIM   kill-before:N    SIGKILL instead of the call
 *                   kill-after:N     SIGKILL when the call has been done
 *                   errno:N:E        the call is not done and fails with errno E (a number)
 *                   done-errno:N:E   the call is done and fails all the same, as when a network loses the answer
 *   FILEPIPE_SHIM_TRACE   a file that gets one line for each counted call: its name and its path
 *
 * Children of the process are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum deed { NOTHING, KILL_BEFORE, KILL_AFTER, FAIL, FAIL_DONE };
static enum deed deed;
static long target;
static int failure, trace = -1;
static char roots[PATH_MAX];
static atomic_long calls;
static long (*raw)(long, ...);

__attribute__((constructor)) static void begin(void)
{
    raw = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    const char *told = getenv("FILEPIPE_SHIM"), *where = getenv("FILEPIPE_SHIM_ROOTS"), *lines = getenv("FILEPIPE_SHIM_TRACE");
    if (where)
        snprintf(roots, sizeof roots, "%s", where);
    if (told && sscanf(told, "kill-before:%ld", &target) == 1) deed = KILL_BEFORE;
    else if (told && sscanf(told, "kill-after:%ld", &target) == 1) deed = KILL_AFTER;
    else if (told && sscanf(told, "errno:%ld:%d", &target, &failure) == 2) deed = FAIL;
    else if (told && sscanf(told, "done-errno:%ld:%d", &target, &failure) == 2) deed = FAIL_DONE;
    if (lines)
        trace = (int)raw(SYS_openat, AT_FDCWD, lines, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    unsetenv("LD_PRELOAD");
    unsetenv("FILEPIPE_SHIM");
    unsetenv("FILEPIPE_SHIM_TRACE");
}

static void die(void) { raw(SYS_kill, raw(SYS_getpid), SIGKILL); for (;;) pause(); }

/* The absolute path that a call is about. */
static void place(char *path, int folder, const char *name)
{
    size_t length = 0;
    path[0] = 0;
    if (!name || name[0] != '/') {
        char link[64];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        long got = raw(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 2);
        length = got > 0 ? (size_t)got : 0;
        if (name && name[0]) path[length++] = '/';
    }
    snprintf(path + length, PATH_MAX - length, "%s", name ? name : "");
}

static int counts(const char *path)
{
    for (const char *root = roots; *root; ) {
        size_t length = strcspn(root, ":");
        if (length && !strncmp(path, root, length)) return 1;
        root += length + (root[length] == ':');
    }
    return 0;
}

/* The number of this call when it is the one, else 0. */
static int meets(const char *call, int folder, const char *name)
{
    char path[PATH_MAX];
    int kept = errno;
    if (!roots[0]) return 0;
    place(path, folder, name);
    errno = kept;
    if (!counts(path)) return 0;
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (trace >= 0) {
        char line[PATH_MAX + 32];
        int length = snprintf(line, sizeof line, "%s %s\n", call, path);
        raw(SYS_write, trace, line, length);
        errno = kept;
    }
    return number == target && deed != NOTHING;
}

#define CALL(call, folder, name, type, ...) CALL_OF(call, call, folder, name, type, __VA_ARGS__)
#define CALL_OF(symbol, call, folder, name, type, ...)                                 \
    static type (*real)();                                                             \
    if (!real) real = (type (*)())dlsym(RTLD_NEXT, symbol);                            \
    int met = meets(call, folder, name);                                               \
    if (met && deed == KILL_BEFORE) die();                                             \
    if (met && deed == FAIL) { errno = failure; return -1; }                           \
    type result = real(__VA_ARGS__);                                                   \
    if (met && deed == KILL_AFTER) die();                                              \
    if (met && deed == FAIL_DONE) { errno = failure; return -1; }                      \
    return result

static int mode_of(int flags, va_list more) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, int) : 0; }

#define OPEN(name)                                                                                                       \
    int name(const char *path, int flags, ...)                                                                           \
    { va_list more; va_start(more, flags); int mode = mode_of(flags, more); va_end(more); CALL(#name, AT_FDCWD, path, int, path, flags, mode); }
#define OPENAT(name)                                                                                                     \
    int name(int folder, const char *path, int flags, ...)                                                               \
    { va_list more; va_start(more, flags); int mode = mode_of(flags, more); va_end(more); CALL(#name, folder, path, int, folder, path, flags, mode); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

int linkat(int from, const char *path, int to, const char *name, int flags) { CALL("linkat", to, name, int, from, path, to, name, flags); }
int renameat(int from, const char *path, int to, const char *name) { CALL("renameat", to, name, int, from, path, to, name); }
int unlinkat(int folder, const char *path, int flags) { CALL("unlinkat", folder, path, int, folder, path, flags); }
int mkdirat(int folder, const char *path, mode_t mode) { CALL("mkdirat", folder, path, int, folder, path, mode); }
int rename(const char *path, const char *name) { CALL("rename", AT_FDCWD, name, int, path, name); }
int unlink(const char *path) { CALL("unlink", AT_FDCWD, path, int, path); }
int mkdir(const char *path, mode_t mode) { CALL("mkdir", AT_FDCWD, path, int, path, mode); }
int rmdir(const char *path) { CALL("rmdir", AT_FDCWD, path, int, path); }
int flock(int file, int operation) { CALL("flock", file, NULL, int, file, operation); }
int fsync(int file) { CALL("fsync", file, NULL, int, file); }
int fdatasync(int file) { CALL("fdatasync", file, NULL, int, file); }
int syncfs(int file) { CALL("syncfs", file, NULL, int, file); }
int ftruncate(int file, off_t length) { CALL("ftruncate", file, NULL, int, file, length); }
int ftruncate64(int file, off64_t length) { CALL("ftruncate64", file, NULL, int, file, length); }
ssize_t write(int file, const void *bytes, size_t count) { CALL("write", file, NULL, ssize_t, file, bytes, count); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { CALL("pwrite64", file, NULL, ssize_t, file, bytes, count, at); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { CALL("pwritev64", file, NULL, ssize_t, file, parts, count, at); }

long syscall(long number, ...)
{
    va_list more;
    va_start(more, number);
    long a = va_arg(more, long), b = va_arg(more, long), c = va_arg(more, long), d = va_arg(more, long), e = va_arg(more, long), f = va_arg(more, long);
    va_end(more);
    switch (number) {
    case SYS_openat2: { CALL_OF("syscall", "openat2", (int)a, (const char *)b, long, number, a, b, c, d, e, f); }
    case SYS_renameat2: { CALL_OF("syscall", "renameat2", (int)c, (const char *)d, long, number, a, b, c, d, e, f); }
    case SYS_statx: { CALL_OF("syscall", "statx", (int)a, (const char *)b, long, number, a, b, c, d, e, f); }
    default: return raw(number, a, b, c, d, e, f);
    }
}
