"""Commands on standard input → each done by a process forked off this one, which has all modules loaded; spares their start.

A line in: `[arguments, folder, file for the output, number of the call that goes wrong or null, how]`. A line out: the exit
code, -9 for a process that was killed, and the number of calls that changed the folder (-1: not counted).
"""

import ctypes
import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path

import collector
from collector.cli import main

NO_COUNT = -1


def load_all() -> None:
    """Imports every module of the collector, also those that a command loads when it is called."""
    for module in pkgutil.walk_packages(collector.__path__, "collector."):
        if not module.name.endswith("__main__") and module.name != "collector.confined.child":
            importlib.import_module(module.name)


def do(arguments: list[str], folder: str, output: str) -> int:
    """Does a command in this process, which is the command's alone."""
    os.chdir(folder)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def serve(faults: ctypes.CDLL) -> None:
    """Does one command after the other until standard input ends."""
    for line in sys.stdin:
        arguments, folder, output, at, fault = json.loads(line)
        told, tells = os.pipe()
        child = os.fork()
        if not child:
            if at is not None:
                faults.faults_begin(folder.encode(), ctypes.c_long(at), fault.encode())
            code = do(arguments, folder, output)
            counted = faults.faults_counted() if at is not None else NO_COUNT
            os.write(tells, str(counted).encode())
            os._exit(code)
        os.close(tells)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        counted = int(os.read(told, 20) or NO_COUNT)
        os.close(told)
        sys.stdout.write(json.dumps([code, counted]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.pop("LD_PRELOAD")  # what this process starts is without it
    load_all()
    library = ctypes.CDLL(str(Path(sys.argv[1])))
    library.faults_counted.restype = ctypes.c_long
    serve(library)
