"""Every Python process that a test starts comes through here first: the fence around the network holds there, too."""

import os

if "FENCE_STRAYS" in os.environ:
    import network_fence

    network_fence.build()
