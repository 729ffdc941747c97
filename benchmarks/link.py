"""`python -m benchmarks.link PORT SECONDS`: a line to a local port with a delay each way, in a process of its own.

So that passing bytes on costs neither side any time of its interpreter. Prints the port that it listens on.
"""

import sys
import threading

from tests.mailbox.proxy import Proxy

if __name__ == "__main__":
    print(Proxy(int(sys.argv[1]), delay=float(sys.argv[2])).port, flush=True)
    threading.Event().wait()
