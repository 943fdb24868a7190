"""People's cells as text and back, every value with its type."""

import json
from datetime import date, datetime
from typing import Any

from models.board import Cells, Formula, Value
from models.journal.chain import canonical_json

EMPTY = "{}"


def cells_to_text(cells: Cells) -> str:
    """The cells as one canonical text, which differs when a value or its type does.

    >>> cells_to_text({"Новый срок": date(2021, 3, 1), "Результат": 17.0})
    '{"Новый срок":{"date":"2021-03-01"},"Результат":17.0}'
    """
    return canonical_json({header: _plain(value) for header, value in cells.items()})


def cells_from_text(text: str) -> dict[str, Value]:
    """The cells that `cells_to_text` wrote.

    >>> cells_from_text('{"Комментарий":{"formula":"=A1"},"Отметка":null}')
    {'Комментарий': Formula(text='=A1'), 'Отметка': None}
    """
    if text == EMPTY:  # most rows of a board
        return {}
    return {header: _value(plain) for header, plain in json.loads(text).items()}


def _plain(value: Value) -> Any:
    if isinstance(value, Formula):
        return {"formula": value.text}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _value(plain: Any) -> Value:
    match plain:
        case {"formula": text}:
            return Formula(text)
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
    typed: Value = plain
    return typed
