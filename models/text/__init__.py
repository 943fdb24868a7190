"""How are words, numbers, days and mistakes written, and when is a text the same?"""

from models.text import russian
from models.text.dates import (
    FULL_DATE,
    MONTH_CASES,
    MONTH_NAMES,
    MONTHS,
    full_year,
    matched_date,
    month_number,
    read_date,
    read_dates,
    read_day,
    real_date,
    spell_date,
    spell_day,
)
from models.text.normal import (
    folded,
    hides_stored_date,
    one_line,
    plain,
    same_key,
    same_letters,
    shortened,
    stored_text,
    visible,
)
from models.text.number_format import shown_number
from models.text.problems import Advice, Mender, Problem, VekhaError, sentences
from models.text.russian import count, day, form, joined, listed, quoted, sentence
from models.text.strict import Strict
from models.text.yaml_lines import double_quoted, flow, item, scalar, value

__all__ = [
    "FULL_DATE",
    "MONTHS",
    "MONTH_CASES",
    "MONTH_NAMES",
    "Advice",
    "Mender",
    "Problem",
    "Strict",
    "VekhaError",
    "count",
    "day",
    "double_quoted",
    "flow",
    "folded",
    "form",
    "full_year",
    "hides_stored_date",
    "item",
    "joined",
    "listed",
    "matched_date",
    "month_number",
    "one_line",
    "plain",
    "quoted",
    "read_date",
    "read_dates",
    "read_day",
    "real_date",
    "russian",
    "same_key",
    "same_letters",
    "scalar",
    "sentence",
    "sentences",
    "shortened",
    "shown_number",
    "spell_date",
    "spell_day",
    "stored_text",
    "value",
    "visible",
]
