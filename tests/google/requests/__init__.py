"""The kinds of request that `spreadsheets.batchUpdate` knows; importing the modules registers them."""

from ..registry import REGISTRY, Context
from . import cells, dimensions, formats, metadata, objects, ranges, sheets, tidying, transfer

__all__ = [
    "REGISTRY", "Context", "cells", "dimensions", "formats", "metadata", "objects", "ranges", "sheets", "tidying",
    "transfer",
]  # fmt: skip
