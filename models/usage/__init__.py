"""What does the command line say of itself, and how was an argument mistyped?"""

from models.usage import texts

__all__ = ["texts"]
