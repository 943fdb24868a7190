"""Run as a program: asks Linux to end this process together with its parent, even after kill -9, then becomes another.

python end_with_parent.py PARENT COMMAND...
"""

import ctypes
import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1  # prctl(2); the wish outlives exec, and other systems do without

if __name__ == "__main__":
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(sys.argv[1]):
            sys.exit(0)
    os.execvp(sys.argv[2], sys.argv[2:])
