"""`taken_over.py` without any confinement: whether its attacks are any."""

import runpy

from collector.readers.worker import bounds, confinement

if __name__ == "__main__":
    confinement.confine = lambda **_: confinement.Confinement()  # type: ignore[assignment]
    bounds.bound = lambda *_, **__: None  # type: ignore[assignment]
    runpy.run_module("tests.confined.taken_over", run_name="__main__")
