"""What may be typed after `vekha`: commands, options, and what they take."""

from flows.usage.parser import Mistyped, parser

__all__ = ["Mistyped", "parser"]
