"""What stands in a document: which tables, rows, section titles, executors, and which broken words?"""

from models.document import texts
from models.document.columns import OTHER, Column, header_at, key_of, role_of
from models.document.document import Block, Cell, Document, Paragraph, Row, Table
from models.document.executors import Executor, split_executors
from models.document.numbering import is_marked, read_number
from models.document.outline import LONGEST, NO_HEADING, Section, coded, headings_above, headings_between, sections_of
from models.document.posts import KnownPost, Posts, letters_of
from models.document.preamble import Preamble, period_of_terms, read_preamble
from models.document.rows import Entry, Item, Reader, SectionTitle
from models.document.word_repair import Lexicon, Repaired, joins_of, one_line, repair, repeated, words_of

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
    "Paragraph",
    "Posts",
    "Preamble",
    "Reader",
    "Repaired",
    "Row",
    "Section",
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
    "one_line",
    "period_of_terms",
    "read_number",
    "read_preamble",
    "repair",
    "repeated",
    "role_of",
    "sections_of",
    "split_executors",
    "texts",
    "words_of",
]
