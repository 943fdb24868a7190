"""A document as read from any file: paragraphs and tables in their order, texts as found."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.text import Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `span` grid columns wide, `goes_on` when merged with the cell above it, `fill` its colour."""

    text: str
    span: int = 1
    goes_on: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its number for a person who looks for it, and whether a cell holds a table of its own."""

    cells: tuple[Cell, ...]
    number: int
    nests: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, what a person calls it («таблица 2», «лист «План»»), and its own title where it has one."""

    rows: tuple[Row, ...]
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside of tables."""

    text: str


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """Everything read from a file, and what a person should know about the reading."""

    blocks: tuple[Block, ...]
    notes: tuple[Problem, ...] = ()
    name: str = ""  # of its file, without what follows the last full stop

    def seams(self) -> Iterator[str]:
        """The last word of a cell and the first of the one below it, where a page break may have cut a word."""
        rows = [row for block in self.blocks if isinstance(block, Table) for row in block.rows]
        for above, below in pairwise(rows):
            for one, two in zip(above.cells, below.cells, strict=False):
                if one.text.strip() and two.text.strip()[:1].islower():
                    yield f"{one.text.split()[-1]} {two.text.split()[0]}"

    def texts(self) -> Iterator[str]:
        """Every text of the document."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row.cells if cell.text)
