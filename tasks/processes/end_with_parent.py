"""Run as a program: asks Linux to send a signal to this process when its parent is gone, then becomes another program.

python end_with_parent.py PARENT SIGNAL COMMAND...
"""

import ctypes
import os
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1  # prctl(2); the wish outlives exec, and other systems do without
if __name__ == "__main__":
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(sys.argv[2]))
        if os.getppid() != int(sys.argv[1]):
            sys.exit(0)
    os.execvp(sys.argv[3], sys.argv[3:])
