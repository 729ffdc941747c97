"""A seccomp filter (seccomp(2)): what no reading of a mail ever asks of the kernel is refused; knows no mail.

It refuses rather than lists what is allowed: parsers and their libraries ask for other things with each version, and
what is not listed here can neither write, nor reach another process, nor the network.
"""

import ctypes
import errno
import os
import struct

from collector.readers.worker import syscalls

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_MISSING = 0x00050000 | errno.ENOSYS  # so that the C library takes an older call
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_FILTER = 2
_THREAD = 0x10000  # CLONE_THREAD

# Names are for the reader: number on x86_64, number on aarch64 (None: it has none).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198), "connect": (42, 203), "accept": (43, 202), "sendto": (44, 206), "recvfrom": (45, 207),
    "sendmsg": (46, 211), "recvmsg": (47, 212), "bind": (49, 200), "listen": (50, 201), "socketpair": (53, 199),
    "accept4": (288, 242), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "truncate": (76, 45), "rename": (82, None), "mkdir": (83, None), "rmdir": (84, None),
    "creat": (85, None), "link": (86, None), "unlink": (87, None), "symlink": (88, None), "chmod": (90, None),
    "fchmod": (91, 52), "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "utime": (132, None),
    "mknod": (133, None), "utimes": (235, None), "mkdirat": (258, 34), "mknodat": (259, 33), "fchownat": (260, 54),
    "futimesat": (261, None), "unlinkat": (263, 35), "renameat": (264, 38), "linkat": (265, 37), "symlinkat": (266, 36),
    "fchmodat": (268, 53), "utimensat": (280, 88), "renameat2": (316, 276), "fchmodat2": (452, 452),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "setxattrat": (463, 463), "removexattrat": (466, 466),
    "chroot": (161, 51), "pivot_root": (155, 41), "mount": (165, 40), "umount2": (166, 39), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsmount": (432, 432), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "setpriority": (141, 140), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "syslog": (103, 116), "fanotify_init": (300, 262),
}  # fmt: skip
# Refused besides where no other program is to be started.
_STARTING: dict[str, tuple[int | None, int | None]] = {
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None), "tkill": (200, 130),
}  # fmt: skip
_OPENAT, _OPEN, _OPENAT2, _CLONE, _CLONE3 = (257, 56), (2, None), (437, 437), (56, 220), (435, 435)
_TO_A_PROCESS = {
    "kill": (62, 129),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
}  # their first argument is its id

_Instruction = tuple[int, int, int, int]


def install(*, programs: bool = False) -> bool:
    """Filters what this process and its children may ask for, for good; False where the kernel has no filters.

    With `programs` others may be started. Wants no_new_privs to be set.
    """
    if syscalls.MACHINE not in _ARCHITECTURES:
        return False
    code = b"".join(
        struct.pack("<HBBI", *one) for one in instructions(syscalls.MACHINE, os.getpid(), programs=programs)
    )
    kept = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(kept))
    buffer = ctypes.create_string_buffer(program, len(program))
    return syscalls.prctl("seccomp", _FILTER, ctypes.addressof(buffer))


def instructions(machine: str, own: int, *, programs: bool) -> list[_Instruction]:
    """The filter for a machine; `own` is the id of the process that may be signalled."""
    at = list(_ARCHITECTURES).index(machine)
    made: list[_Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _REFUSE),
    ]
    refused = _REFUSED if programs else _REFUSED | _STARTING
    for numbers in refused.values():
        made += _when(numbers[at], [(_RETURN, 0, 0, _REFUSE)])
    made += _when(_OPENAT2[at], [(_RETURN, 0, 0, _MISSING)])
    made += _when(_OPEN[at], _with_bits(1, _WRITING, _REFUSE))
    made += _when(_OPENAT[at], _with_bits(2, _WRITING, _REFUSE))
    if not programs:
        made += _when(_CLONE3[at], [(_RETURN, 0, 0, _MISSING)])
        made += _when(_CLONE[at], _with_bits(0, _THREAD, _ALLOW, _REFUSE))
        for numbers in _TO_A_PROCESS.values():
            made += _when(numbers[at], _to(own))
    return [*made, (_RETURN, 0, 0, _ALLOW)]


def _when(number: int | None, then: list[_Instruction]) -> list[_Instruction]:
    return [] if number is None else [(_EQUAL, 0, len(then), number), *then]


def _with_bits(argument: int, bits: int, there: int, else_: int = _ALLOW) -> list[_Instruction]:
    load = (_LOAD, 0, 0, _ARGUMENTS + 8 * argument)
    return [load, (_ANY_BIT, 0, 1, bits), (_RETURN, 0, 0, there), (_RETURN, 0, 0, else_)]


def _to(own: int) -> list[_Instruction]:
    """Allowed where the first argument is 0 or our own id."""
    load = (_LOAD, 0, 0, _ARGUMENTS)
    return [load, (_EQUAL, 2, 0, own), (_EQUAL, 1, 0, 0), (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
