"""Our own reading of the published schemas agrees with a JSON Schema validator's."""

from __future__ import annotations

import copy
import re

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .clients import Client
from .methods import all_methods, find_method
from .schemas import Schemas, schemas


def json_schema(published: Schemas, ref: str) -> Draft202012Validator:
    """Turn the published schemas into JSON Schema."""

    def turned(value):
        if isinstance(value, list):
            return [turned(item) for item in value]
        if not isinstance(value, dict):
            return value
        result = {name: turned(item) for name, item in value.items() if name in (
            "properties", "items", "additionalProperties", "enum", "type", "$ref")}  # fmt: skip
        if "properties" in value and isinstance(value["properties"], dict) and value.get("type") == "object":
            result["properties"] = {name: turned(item) for name, item in value["properties"].items()}
            result["additionalProperties"] = False
        if result.get("type") == "any":
            del result["type"]
        return result

    resources = [(name, Resource(turned(one), DRAFT202012)) for name, one in published.types.items()]
    return Draft202012Validator({"$ref": ref}, registry=Registry().with_resources(resources))


BROKEN = [
    lambda answer: answer.update(extra=1),
    lambda answer: answer["sheets"][0]["properties"].update(sheetId="0"),
    lambda answer: answer["sheets"][0]["properties"].update(sheetType="ROUND"),
    lambda answer: answer.update(sheets={}),
    lambda answer: answer["properties"].update(title=5),
    lambda answer: answer["sheets"][0].update(merges=[{"startRow": 1}]),
]


def test_both_validators_accept_what_the_server_answers(owner: Client, book: str):
    """A spreadsheet with cells."""
    owner.put(book, "A1", [["a", 1, True, "=1/0"]], "USER_ENTERED")
    answer = owner.get(book, includeGridData=True)
    assert list(json_schema(schemas("sheets"), "Spreadsheet").iter_errors(answer)) == []
    assert schemas("sheets").faults("Spreadsheet", answer) == []


@pytest.mark.parametrize("harm", BROKEN)
def test_both_validators_refuse_the_same_faults(owner: Client, book: str, harm):
    """Unknown names, wrong types, wrong words."""
    answer = copy.deepcopy(owner.get(book))
    harm(answer)
    assert list(json_schema(schemas("sheets"), "Spreadsheet").iter_errors(answer)) != []
    assert schemas("sheets").faults("Spreadsheet", answer) != []


def test_every_published_address_finds_its_own_method():
    """A colon or a slash in a range does not lead astray."""
    for method in all_methods():
        path = re.sub(r"\(\[\^/\]\+\)", "X", method.pattern.pattern).replace("\\", "")
        found = find_method(method.verb, path)
        assert found
        assert found[0].pattern == method.pattern
    method, names = find_method("POST", "/v4/spreadsheets/ID/values/'a%2Fb'!A1:B2:append") or (None, {})
    assert method
    assert (method.name, names) == (
        "spreadsheets.values.append", {"spreadsheetId": "ID", "range": "'a/b'!A1:B2"})  # fmt: skip


def test_lists_within_a_list_of_messages_are_flattened():
    """One popular client sends them so."""
    body = {"requests": [[{"deleteSheet": {"sheetId": 7}}], {"deleteSheet": {"sheetId": 8}}]}
    assert schemas("sheets").clean("BatchUpdateSpreadsheetRequest", body) == {
        "requests": [{"deleteSheet": {"sheetId": 7}}, {"deleteSheet": {"sheetId": 8}}]}  # fmt: skip


def test_numbers_may_come_as_text_and_nulls_are_left_out():
    """As protobuf's JSON allows."""
    body = {"requests": [{"deleteSheet": {"sheetId": "7"}}], "responseRanges": None}
    body["include_spreadsheet_in_response"] = 1
    with pytest.raises(Exception, match="TYPE_BOOL"):
        schemas("sheets").clean("BatchUpdateSpreadsheetRequest", body)
    del body["include_spreadsheet_in_response"]
    assert schemas("sheets").clean("BatchUpdateSpreadsheetRequest", body) == {
        "requests": [{"deleteSheet": {"sheetId": 7}}]}  # fmt: skip
