"""What may be typed after `vekha`: commands, options, and what they take."""

from flows.usage.parser import parser

__all__ = ["parser"]
