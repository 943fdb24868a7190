"""What does the command line say of itself: its help, and how an argument was mistyped."""

from models.usage import texts

__all__ = ["texts"]
