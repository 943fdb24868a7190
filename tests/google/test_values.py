"""Values: typed and raw, shown and plain, by rows and columns, found and appended."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from .clients import Client, error
from .conftest import make_book
from .server import Server


@pytest.mark.parametrize(
    ("locale", "text", "stored", "shown"),
    [
        ("en_US", "1,234.50", 1234.5, "1,234.50"),
        ("en_US", "$5", 5, "$5"),
        ("en_US", "50%", 0.5, "50%"),
        ("en_US", "12.5%", 0.125, "12.50%"),
        ("en_US", "3/15/2021", 44270, "3/15/2021"),
        ("en_US", "2021-03-15", 44270, "2021-03-15"),
        ("en_US", "3/15/2021 10:30", 44270.4375, "3/15/2021 10:30:00"),
        ("en_US", "9:30 PM", 21.5 / 24, "9:30 PM"),
        ("en_US", "007", 7, "7"),
        ("en_US", "1.3", 1.3, "1.3"),
        ("en_US", "true", True, "TRUE"),
        ("en_US", "'007", "007", "007"),
        ("en_US", "'=1+1", "=1+1", "=1+1"),
        ("en_US", "=1+1", 2, "2"),
        ("en_US", "1.3/2021", "1.3/2021", "1.3/2021"),
        ("en_US", "-", "-", "-"),
        ("ru_RU", "1,5", 1.5, "1,5"),
        ("ru_RU", "1.3", 44256, "1.3"),
        ("ru_RU", "15.03.2021", 44270, "15.03.2021"),
        ("ru_RU", "3/15/2021", "3/15/2021", "3/15/2021"),
        ("ru_RU", "1.3/2021", "1.3/2021", "1.3/2021"),
        ("ru_RU", "истина", True, "ИСТИНА"),
        ("ru_RU", "=1,5*2", 3, "3"),
        ("ru_RU", "=ЕСЛИ", "#NAME?", "#NAME?"),
    ],
)
def test_what_is_typed_becomes_what_the_locale_makes_of_it(
    server: Server, owner: Client, *, locale: str, text: str, stored: object, shown: str
):
    """USER_ENTERED; plain value, then the text in the cell."""
    server.set_clock(datetime(2021, 3, 15, 9, tzinfo=UTC))
    book = make_book(owner, locale)
    owner.put(book, "A1", [[text]], "USER_ENTERED")
    assert owner.values(book, "A1", valueRenderOption="UNFORMATTED_VALUE") == [[stored]]
    assert owner.values(book, "A1") == [[shown]]


@pytest.mark.parametrize("text", ["=1+1", "007", "3/15/2021", "TRUE", "'x", "<b>\u202e\x07", "я" * 50_000])
def test_raw_text_stays_the_text_it_is(owner: Client, book: str, text: str):
    """Nothing is parsed, nothing is executed."""
    assert owner.put(book, "A1", [[text]])[0] == 200
    assert owner.values(book, "A1") == [[text]]
    assert owner.get(book, ranges="A1", fields="sheets.data.rowData.values.userEnteredValue")["sheets"][0]["data"] == [
        {"rowData": [{"values": [{"userEnteredValue": {"stringValue": text}}]}]}]  # fmt: skip


def test_a_text_longer_than_a_cell_is_refused(owner: Client, book: str):
    """50,000 characters go in, one more does not."""
    text = "Your input contains more than the maximum of 50000 characters in a single cell."
    assert owner.put(book, "A1", [["x" * 50_001]]) == error(400, text)


def test_a_cell_formatted_as_text_keeps_what_is_typed(owner: Client, book: str):
    """The code 1.3 stays a code."""
    owner.batch(book, {"repeatCell": {"range": {}, "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}},
                                      "fields": "userEnteredFormat.numberFormat"}})  # fmt: skip
    owner.put(book, "A1", [["1.30"]], "USER_ENTERED")
    assert owner.values(book, "A1") == [["1.30"]]


def test_dates_are_serials_unless_asked_for_as_text(owner: Client, book: str):
    """dateTimeRenderOption counts only beside plain values."""
    owner.put(book, "A1", [["3/15/2021", 1.5]], "USER_ENTERED")
    plain = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert owner.values(book, "1:1", **plain) == [[44270, 1.5]]
    assert owner.values(book, "1:1", **plain, dateTimeRenderOption="FORMATTED_STRING") == [["3/15/2021", 1.5]]
    assert owner.values(book, "1:1", dateTimeRenderOption="SERIAL_NUMBER") == [["3/15/2021", "1.5"]]


@pytest.mark.parametrize(
    ("area", "shown", "values"),
    [
        ("A1", "Tab!A1", [["a"]]),
        ("Tab", "Tab!A1:H20", [["a", "b"], ["c"], [], ["", "d"]]),
        ("'Tab'!A:A", "Tab!A1:A20", [["a"], ["c"]]),
        ("B2:B", "Tab!B2:B20", [[], [], ["d"]]),
        ("2:2", "Tab!A2:H2", [["c"]]),
        ("A3:B", "Tab!A3:B20", [[], ["", "d"]]),
        ("B4:A1", "Tab!A1:B4", [["a", "b"], ["c"], [], ["", "d"]]),
        ("$A$1:$B$1", "Tab!A1:B1", [["a", "b"]]),
        ("tab!a1:z100", "Tab!A1:H20", [["a", "b"], ["c"], [], ["", "d"]]),
        ("A1:1", "Tab!A1:H1", [["a", "b"]]),
        ("named", "Tab!A1:A2", [["a"], ["c"]]),
        ("C5:D6", "Tab!C5:D6", None),
    ],
)
def test_a_range_may_be_named_in_many_ways(owner: Client, book: str, area: str, shown: str, values):
    """The answer names the range as cut to the grid; trailing emptiness is not sent."""
    owner.put(book, "A1:B4", [["a", "b"], ["c"], [], ["", "d"]])
    owner.batch(book, {"addNamedRange": {"namedRange": {"name": "named", "range": {"endRowIndex": 2,
                                                                                  "endColumnIndex": 1}}}})  # fmt: skip
    code, answer = owner.call("GET", f"/v4/spreadsheets/{book}/values/{area}")
    expected = {"range": shown, "majorDimension": "ROWS"} | ({"values": values} if values else {})
    assert (code, answer) == (200, expected)


def test_whole_numbers_are_sent_without_a_decimal_point(owner: Client, book: str):
    """Also when a formula divided them."""
    owner.put(book, "A1", [[2.0, 0.5, "=A1/2"]], "USER_ENTERED")
    for answer in (
        owner.session.get(f"{owner.address}/v4/spreadsheets/{book}/values/1:1?valueRenderOption=UNFORMATTED_VALUE"),
        owner.session.get(f"{owner.address}/v4/spreadsheets/{book}?fields=sheets.data.rowData.values.effectiveValue"),
    ):
        assert ("2.0" in answer.text, "1.0" in answer.text, "0.5" in answer.text) == (False, False, True)


def test_columns_may_come_first(owner: Client, book: str):
    """majorDimension turns reading and writing."""
    body = {"values": [["a", "b"], ["c"]], "majorDimension": "COLUMNS"}
    _, answer = owner.call("PUT", f"/v4/spreadsheets/{book}/values/A1", body, valueInputOption="RAW",
                           includeValuesInResponse=True)  # fmt: skip
    assert answer == {
        "spreadsheetId": book, "updatedRange": "Tab!A1:B2", "updatedRows": 2, "updatedColumns": 2, "updatedCells": 3,
        "updatedData": {"range": "Tab!A1:B2", "majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]},
    }  # fmt: skip
    assert owner.values(book, "A1:B2") == [["a", "c"], ["b"]]


def test_null_keeps_and_empty_text_clears(owner: Client, book: str):
    """The two ways of not writing a value differ."""
    owner.put(book, "A1", [["a", "b", "c"]])
    owner.put(book, "A1", [[None, "", "z"]])
    assert owner.values(book, "1:1") == [["a", "", "z"]]


@pytest.mark.parametrize(
    ("area", "values", "message"),
    [
        ("A1:B1", [["a"], ["b"]], "Requested writing within range ['Tab'!A1:B1], but tried writing to row [2]"),
        ("A1:B1", [["a", "b", "c"]], "Requested writing within range ['Tab'!A1:B1], but tried writing to column [C]"),
        ("A30", [["a"]], "Range (Tab!A30) exceeds grid limits. Max rows: 20, max columns: 8"),
        ("A1:Z1", [["a"]], "Range (Tab!A1:Z1) exceeds grid limits. Max rows: 20, max columns: 8"),
    ],
)
def test_writing_outside_of_what_was_asked_is_refused(owner: Client, book: str, area: str, values, message: str):
    """The message says where."""
    assert owner.put(book, area, values) == error(400, message)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"values": ["a"]}, "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"a\""),
        ({"values": [["x", ["a"]]]},
         'Invalid values[0][1]: list_value {\n  values {\n    string_value: "a"\n  }\n}\n'),
        ({"valus": []}, "Invalid JSON payload received. Unknown name \"valus\" at 'data': Cannot find field."),
        ({"values": [], "majorDimension": "DIAGONAL"}, "Invalid value at 'data.major_dimension' "
         "(type.googleapis.com/google.apps.sheets.v4.Dimension), \"DIAGONAL\""),
    ],
)  # fmt: skip
def test_values_of_a_wrong_shape_are_refused(owner: Client, book: str, body: dict, message: str):
    """A row must be a list, a cell must not be one."""
    code, answer = owner.call("PUT", f"/v4/spreadsheets/{book}/values/A1", body, valueInputOption="RAW")
    assert (code, answer["error"]["message"]) == (400, message)


def test_how_values_are_meant_must_be_said(owner: Client, book: str):
    """valueInputOption has no default."""
    answer = owner.call("PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [["x"]]})
    assert answer == error(400, "'valueInputOption' is required but not specified")


@pytest.mark.parametrize(
    ("area", "table", "written"),
    [
        ("Tab", "Tab!B4:D6", "Tab!B7:C7"),
        ("A1", "Tab!A1:C2", "Tab!A3:B3"),
        ("C5:D5", "Tab!B4:D6", "Tab!B7:C7"),
        ("B2:D4", "Tab!B4:D6", "Tab!B7:C7"),
        ("F5", None, "Tab!F5:G5"),
    ],
)
def test_append_finds_the_table(owner: Client, book: str, area: str, table: str | None, written: str):
    """The two tables of Google's own guide."""
    owner.put(book, "A1", [["x", "y", "z"], ["x", "y", "z"]])
    owner.put(book, "B4", [["x", "y"], ["y", "z"], ["x", "y", "z"]])
    path = f"/v4/spreadsheets/{book}/values/{area}:append"
    _, answer = owner.call("POST", path, {"values": [["n", "m"]]}, valueInputOption="RAW")
    assert answer == {"spreadsheetId": book} | ({"tableRange": table} if table else {}) | {"updates": {
        "spreadsheetId": book, "updatedRange": written, "updatedRows": 1, "updatedColumns": 2, "updatedCells": 2,
    }}  # fmt: skip


def test_appending_below_the_grid_adds_rows(owner: Client, book: str):
    """Twenty rows become twenty-two; INSERT_ROWS pushes what lies below."""
    owner.put(book, "A20", [["last"]])
    path = f"/v4/spreadsheets/{book}/values/A20:append"
    owner.call("POST", path, {"values": [["n"], ["m"]]}, valueInputOption="RAW")
    assert owner.values(book, "A20:A") == [["last"], ["n"], ["m"]]
    owner.put(book, "A1:A3", [["top"], [""], ["below"]])
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    owner.call("POST", path, {"values": [["n"]]}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert owner.values(book, "A1:A4") == [["top"], ["n"], [], ["below"]]


def test_several_ranges_at_once(owner: Client, book: str):
    """batchUpdate counts rows, columns, cells and tabs once; batchGet and batchClear keep the order."""
    path = f"/v4/spreadsheets/{book}/values"
    data = [{"range": "A1:B1", "values": [["a", "b"]]}, {"range": "Tab!A2", "values": [["c"]]}]
    _, answer = owner.call("POST", path + ":batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert {name: value for name, value in answer.items() if name != "responses"} == {
        "spreadsheetId": book, "totalUpdatedRows": 2, "totalUpdatedColumns": 2, "totalUpdatedCells": 3,
        "totalUpdatedSheets": 1}  # fmt: skip
    assert [one["updatedRange"] for one in answer["responses"]] == ["Tab!A1:B1", "Tab!A2"]
    _, answer = owner.call("GET", path + ":batchGet", ranges=["B:B", "A1"])
    assert [(one["range"], one["values"]) for one in answer["valueRanges"]] == [
        ("Tab!B1:B20", [["b"]]), ("Tab!A1", [["a"]])]  # fmt: skip
    _, answer = owner.call("POST", path + ":batchClear", {"ranges": ["A1", "Tab!2:2"]})
    assert answer == {"spreadsheetId": book, "clearedRanges": ["Tab!A1", "Tab!A2:H2"]}
    assert owner.values(book, "Tab") == [["", "b"]]
    bad = {"valueInputOption": "RAW", "data": [{"range": "A9", "values": [["x"]]}, {"range": "No!A1", "values": []}]}
    assert owner.call("POST", path + ":batchUpdate", bad) == error(400, "Invalid data[1]: Unable to parse range: No!A1")
    assert owner.values(book, "A9") == []


def test_clearing_leaves_formats_and_dropdowns(owner: Client, book: str):
    """Only what was typed goes."""
    owner.batch(book, {"repeatCell": {"range": {"endRowIndex": 1, "endColumnIndex": 1}, "fields": "*", "cell": {
        "userEnteredFormat": {"textFormat": {"bold": True}}, "note": "n",
        "userEnteredValue": {"stringValue": "x"}}}})  # fmt: skip
    assert owner.call("POST", f"/v4/spreadsheets/{book}/values/Tab:clear")[1] == {
        "spreadsheetId": book, "clearedRange": "Tab!A1:H20"}  # fmt: skip
    mask = "sheets.data.rowData.values(userEnteredValue,userEnteredFormat.textFormat.bold,note)"
    assert owner.get(book, fields=mask)["sheets"][0]["data"] == [
        {"rowData": [{"values": [{"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "n"}]}]}]  # fmt: skip


def test_a_typed_address_becomes_a_link_and_a_raw_one_does_not(owner: Client, book: str):
    """As in the browser; what is typed over it takes the link away."""
    owner.put(book, "A1", [["https://x.example/doc"]], "USER_ENTERED")
    owner.put(book, "B1", [["https://x.example/doc"]], "RAW")

    def links() -> list[str | None]:
        data = owner.get(book, ranges="A1:B1", fields="sheets.data.rowData.values(hyperlink,formattedValue)")
        return [cell.get("hyperlink") for cell in data["sheets"][0]["data"][0]["rowData"][0]["values"]]

    assert links() == ["https://x.example/doc", None]
    owner.put(book, "A1", [["plain"]], "USER_ENTERED")
    assert links() == [None, None]


def test_chips_are_read_as_people_and_files(server: Server, owner: Client, book: str):
    """The values API shows their text only."""
    server.edit(book, "chip", range="A1", email="anna@x.example")
    server.edit(book, "chip", range="B1", uri="https://drive.google.com/file/1")
    answer = owner.get(book, fields="sheets.data.rowData.values(formattedValue,chipRuns)")
    assert answer["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {"formattedValue": "anna@x.example", "chipRuns": [
            {"chip": {"personProperties": {"email": "anna@x.example", "displayFormat": "DEFAULT"}}}]},
        {"formattedValue": "https://drive.google.com/file/1", "chipRuns": [
            {"chip": {"richLinkProperties": {"uri": "https://drive.google.com/file/1"}}}]},
    ]  # fmt: skip
    assert owner.values(book, "1:1") == [["anna@x.example", "https://drive.google.com/file/1"]]
