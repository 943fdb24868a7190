"""What stands in a document: which tables, rows, section titles, executors, and which broken words?"""

from models.document import texts
from models.document.columns import OTHER, Column, key_of, role_of, time_of
from models.document.document import Block, Cell, Document, Paragraph, Row, Table
from models.document.executors import Executor, KnownPost, Posts, apart_by_lines, letters_of, split_executors
from models.document.headers import columns_of_body, guessed_at, header_at
from models.document.numbering import is_marked, listed_numbers, read_number
from models.document.outline import LONGEST, NO_HEADING, Section, coded, headings_above, headings_between, sections_of
from models.document.preamble import Preamble, read_preamble
from models.document.row_kinds import begins_section, goes_on_below, is_numbered_title, names_post, perhaps_a_section
from models.document.rows import Entry, Item, Reader, SectionTitle
from models.document.word_repair import Lexicon, Repaired, joined_lines, joins_of, repair, repeated, words_of

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
    "apart_by_lines",
    "begins_section",
    "coded",
    "columns_of_body",
    "goes_on_below",
    "guessed_at",
    "header_at",
    "headings_above",
    "headings_between",
    "is_marked",
    "is_numbered_title",
    "joined_lines",
    "joins_of",
    "key_of",
    "letters_of",
    "listed_numbers",
    "names_post",
    "perhaps_a_section",
    "read_number",
    "read_preamble",
    "repair",
    "repeated",
    "role_of",
    "sections_of",
    "split_executors",
    "texts",
    "time_of",
    "words_of",
]
