"""Requests made at random from the published schemas: the answer is 200 or a refusal, never a fault of ours."""

from __future__ import annotations

import random
from typing import Any

import pytest

from .clients import Client
from .conftest import make_book
from .methods import all_methods
from .schemas import Method, schemas

REQUESTS = schemas("sheets").types["Request"]["properties"]
NUMBERS = [0, 0, 1, 1, 2, 3, 5, 10, 26, 1000, -1, 2**31 - 1]
TEXTS = ["", "A1", "B2:C3", "Sheet1", "=A1+1", "=SUM(A1:B2;{1;2})", "x", "1", "5%", "15.03.2021", "TRUE", "ё", "a,b\tc",
         "http://x.example", "=VLOOKUP(", "\u202eрево", "#REF!", "en_US", "ru_RU", "anna@x.example"]  # fmt: skip
MASKS = ["*", "userEnteredValue", "userEnteredFormat.textFormat.bold", "note", "title", "range", "properties", "foo"]
SEEDS = range(3)


class Maker:
    """Makes values that fit a schema; small numbers and known words, so that many requests mean something."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def value(self, schema: dict[str, Any], name: str = "", depth: int = 0) -> Any:
        """Make a value of any kind."""
        if "$ref" in schema:
            return self.message(schema["$ref"], depth)
        kind = schema.get("type")
        if "enum" in schema:
            return self.dice.choice(schema["enum"])
        if name in ("fields", "updateMask"):
            return self.dice.choice(MASKS)
        if kind == "array":
            return [self.value(schema["items"], name, depth + 1) for _ in range(self.dice.choice([0, 1, 1, 2]))]
        if kind == "object":
            return {"A": self.value(schema.get("additionalProperties", {"type": "any"}), name, depth + 1)}
        if kind == "integer":
            return self.dice.choice(NUMBERS) if name != "sheetId" else self.dice.choice([0, 0, 0, 7])
        if kind == "number":
            return self.dice.choice([0, 1, 0.5, -3, 44270, 1e300])
        if kind == "boolean":
            return self.dice.random() < 0.5
        return self.dice.choice([*TEXTS, 5, True] if kind == "any" else TEXTS)

    def message(self, ref: str, depth: int = 0) -> Any:
        """Make a message with some of its fields."""
        properties = schemas("sheets").types.get(ref, schemas("drive").types.get(ref, {})).get("properties", {})
        chance = 0.75 if depth < 2 else 0.4 if depth < 5 else 0.1
        return {name: self.value(one, name, depth + 1) for name, one in properties.items()
                if self.dice.random() < chance or name in ("range", "fields")}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", REQUESTS)
def test_a_request_of_any_kind_is_done_or_refused(owner: Client, kind: str, seed: int):
    """On a tab with values, a formula, a merge and a filter; leaving the server shows every fault."""
    maker = Maker(seed * 1000 + len(kind) * 7 + seed)
    book = make_book(owner)
    owner.put(book, "A1:C3", [[1, "x", "=A1"], [2, "y", "=A2"], ["", "5%", True]], "USER_ENTERED")
    for _ in range(4):
        code, answer = owner.batch(book, {kind: maker.value(REQUESTS[kind])})
        assert code in (200, 400), answer
    assert owner.call("GET", f"/v4/spreadsheets/{book}", includeGridData=True)[0] == 200


@pytest.mark.parametrize("method", all_methods(), ids=lambda method: method.name)
def test_a_call_of_any_method_is_answered_or_refused(owner: Client, method: Method):
    """With parameters and a body that fit, and with some that do not."""
    maker = Maker(len(method.name))
    for _ in range(4):
        path = method.pattern.pattern.replace("\\", "")
        for name in method.names:
            known = {"spreadsheetId": make_book(owner), "fileId": make_book(owner), "range": "A1:B2", "sheetId": "0"}
            path = path.replace("([^/]+)", known.get(name, maker.dice.choice(["1", "x", "me"])), 1)
        about = {name: maker.value({**one, "type": one.get("type", "string")}, name)
                 for name, one in method.parameters.items() if name not in method.names and maker.dice.random() < 0.4}
        body = maker.message(method.request) if method.request else None
        code, answer = owner.call(method.verb, path, body, **about)
        assert code in (200, 204, 400, 403, 404), (answer, about, body)
