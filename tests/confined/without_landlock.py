"""`taken_over.py` on a kernel without Landlock."""

import runpy

from collector.readers.worker import landlock

if __name__ == "__main__":
    landlock.restrict = lambda *_, **__: 0  # type: ignore[assignment]
    runpy.run_module("tests.confined.taken_over", run_name="__main__")
