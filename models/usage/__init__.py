"""What does the command line say of itself, and how was an argument mistyped?"""

from models.usage import help_texts, texts

__all__ = ["help_texts", "texts"]
