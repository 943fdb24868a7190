"""What may be typed after `vekha`: commands, options, and what they take."""

from flows.usage.actions import Mistyped
from flows.usage.parser import parser

__all__ = ["Mistyped", "parser"]
