"""How is a school copied into one file while it works, and brought back from it?"""

from flows.copies.backup import Kept, back_up
from flows.copies.restore import restore

__all__ = ["Kept", "back_up", "restore"]
