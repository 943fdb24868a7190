"""How are words, numbers, days and mistakes written, and when is a text the same?"""

from models.text import russian
from models.text.dates import (
    FULL_DATE,
    MONTHS,
    full_year,
    matched_date,
    month_number,
    plain,
    read_date,
    read_dates,
    real_date,
    spell_date,
    spell_day,
)
from models.text.problems import Advice, Mender, Problem, VekhaError, sentences
from models.text.russian import count, day, form, joined, listed, quoted, sentence, shortened
from models.text.strict import Strict
from models.text.yaml_lines import double_quoted, flow, item, scalar, value

__all__ = [
    "FULL_DATE",
    "MONTHS",
    "Advice",
    "Mender",
    "Problem",
    "Strict",
    "VekhaError",
    "count",
    "day",
    "double_quoted",
    "flow",
    "form",
    "full_year",
    "item",
    "joined",
    "listed",
    "matched_date",
    "month_number",
    "plain",
    "quoted",
    "read_date",
    "read_dates",
    "real_date",
    "russian",
    "scalar",
    "sentence",
    "sentences",
    "shortened",
    "spell_date",
    "spell_day",
    "value",
]
