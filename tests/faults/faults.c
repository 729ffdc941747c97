/* A library put before the C library: counts what a process writes to files of one folder, and lets the n-th go wrong.

   faults_begin(below, at, as)   from now on, in this process alone
     below   only files below this folder count, and renames, links and removals in it
     at      the number of the call that goes wrong, from 1; 0: none
     as      "ENOSPC", "EIO", or "KILL": the process dies before the call is made
   faults_counted()              the number of calls since then
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long counted, wanted;
static const char *below, *as;
static pid_t owner;

void faults_begin(const char *folder, long at, const char *fault) {
    below = strdup(folder);
    as = strdup(fault);
    wanted = at;
    counted = 0;
    owner = getpid();
}

long faults_counted(void) { return __atomic_load_n(&counted, __ATOMIC_SEQ_CST); }

/* Whether this call goes wrong; errno says how. */
static int fails(void) {
    if (!below || getpid() != owner) return 0;
    if (__atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST) != wanted) return 0;
    if (!strcmp(as, "KILL")) kill(getpid(), SIGKILL);
    errno = !strcmp(as, "EIO") ? EIO : ENOSPC;
    return 1;
}

static int is_below(const char *path) { return below && !strncmp(path, below, strlen(below)); }

static int is_ours(int fd) {
    char link[64], path[PATH_MAX + 1];
    struct stat status;
    if (!below || fstat(fd, &status) || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) { REAL(write); return is_ours(fd) && fails() ? -1 : real(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { REAL(pwrite); return is_ours(fd) && fails() ? -1 : real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { REAL(pwrite64); return is_ours(fd) && fails() ? -1 : real(fd, data, size, at); }
int fsync(int fd) { REAL(fsync); return is_ours(fd) && fails() ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return is_ours(fd) && fails() ? -1 : real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return is_ours(fd) && fails() ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return is_ours(fd) && fails() ? -1 : real(fd, size); }
int rename(const char *old, const char *new) { REAL(rename); return is_below(new) && fails() ? -1 : real(old, new); }
int link(const char *old, const char *new) { REAL(link); return is_below(new) && fails() ? -1 : real(old, new); }
int linkat(int a, const char *old, int b, const char *new, int flags) { REAL(linkat); return is_below(new) && fails() ? -1 : real(a, old, b, new, flags); }
int unlink(const char *path) { REAL(unlink); return is_below(path) && fails() ? -1 : real(path); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); return is_below(path) && fails() ? -1 : real(path, mode); }
