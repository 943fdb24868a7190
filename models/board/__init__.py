"""What stands on the board, and who may write where?"""

from models.board import columns, google_texts, texts, workbook_texts
from models.board.board import (
    Area,
    HeadedTab,
    Protection,
    SeenRow,
    Sheet,
    Snapshot,
    Stamp,
    View,
)
from models.board.cells import Cells, Formula, Value, as_text, canonical, code_key, leads_to, word_key
from models.board.losses import headless, losses, missed_columns
from models.board.mark import Mark, digest_of, fingerprint, full_fingerprint, is_same, read_mark
from models.board.protections import (
    account_key,
    closed_to_others,
    is_untrusted,
    mark_untrusted,
    mark_whose,
    vote_name,
    whose,
)
from models.board.reading import find_table, own_names, own_titles
from models.board.strays import column_showing, copies_beside, is_most
from models.board.tabs import direction_heading, plan_titles, tabs_of, view_of, voters_columns, years_begun

__all__ = [
    "Area",
    "Cells",
    "Formula",
    "HeadedTab",
    "Mark",
    "Protection",
    "SeenRow",
    "Sheet",
    "Snapshot",
    "Stamp",
    "Value",
    "View",
    "account_key",
    "as_text",
    "canonical",
    "closed_to_others",
    "code_key",
    "column_showing",
    "columns",
    "copies_beside",
    "digest_of",
    "direction_heading",
    "find_table",
    "fingerprint",
    "full_fingerprint",
    "google_texts",
    "headless",
    "is_most",
    "is_same",
    "is_untrusted",
    "leads_to",
    "losses",
    "mark_untrusted",
    "mark_whose",
    "missed_columns",
    "own_names",
    "own_titles",
    "plan_titles",
    "read_mark",
    "tabs_of",
    "texts",
    "view_of",
    "vote_name",
    "voters_columns",
    "whose",
    "word_key",
    "workbook_texts",
    "years_begun",
]
