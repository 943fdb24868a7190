"""What does the command line say of itself: its help, and how an argument was mistyped."""

from models.usage import help_texts, texts

__all__ = ["help_texts", "texts"]
