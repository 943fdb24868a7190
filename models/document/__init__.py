"""What stands in a document: its tables, rows, section titles, preamble, executors and broken words."""

from models.document.columns import OTHER, Column, header_at, key_of, role_of
from models.document.document import Block, Cell, Document, Paragraph, Row, Table
from models.document.executors import Executor, split_executors
from models.document.numbering import is_marked, read_number
from models.document.outline import LONGEST, NO_HEADING, Part, coded, headings_above, headings_between, parts_of
from models.document.posts import KnownPost, Posts, letters_of
from models.document.preamble import Preamble, period_of_terms, read_preamble
from models.document.rows import Entry, Item, Reader, SectionTitle
from models.document.word_repair import Lexicon, Mended, joins_of, mend, one_line, repeated, words_of

__all__ = [
    "LONGEST",
    "NO_HEADING",
    "OTHER",
    "Block",
    "Cell",
    "Column",
    "Document",
    "Entry",
    "Executor",
    "Item",
    "KnownPost",
    "Lexicon",
    "Mended",
    "Paragraph",
    "Part",
    "Posts",
    "Preamble",
    "Reader",
    "Row",
    "SectionTitle",
    "Table",
    "coded",
    "header_at",
    "headings_above",
    "headings_between",
    "is_marked",
    "joins_of",
    "key_of",
    "letters_of",
    "mend",
    "one_line",
    "parts_of",
    "period_of_terms",
    "read_number",
    "read_preamble",
    "repeated",
    "role_of",
    "split_executors",
    "words_of",
]
