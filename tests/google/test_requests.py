"""The other kinds of request: what each of them leaves behind, and that none of them ever breaks the server."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.fuzz import examples

from .clients import Client
from .conftest import make_book
from .requests import REGISTRY
from .schemas import schemas

RED = {"red": 1}


def sheet(owner: Client, book: str) -> dict:
    """Give the first tab without its properties."""
    return {name: value for name, value in owner.get(book)["sheets"][0].items() if name != "properties"}


def test_lines_inserted_deleted_and_moved_carry_everything_along(owner: Client, book: str):
    """Protections, rules, filters, merges, names, dropdowns, metadata."""
    owner.batch(
        book,
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": area(2, 4)}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(2, 4)], "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A3>1"}]},
            "format": {"backgroundColor": RED}}}}},
        {"addFilterView": {"filter": {"filterViewId": 5, "title": "Mine", "range": area(1, 4)}}},
        {"mergeCells": {"range": area(2, 3) | {"startColumnIndex": 4, "endColumnIndex": 6}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "codes", "range": area(2, 4)}}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 9, "metadataKey": "code", "visibility":
            "DOCUMENT", "location": {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}}}},
        {"setDataValidation": {"range": area(2, 3), "rule": {"condition": {"type": "BOOLEAN"}}}},
    )  # fmt: skip
    assert rows_of(owner, book) == ((2, 4), (2, 4), "=A3>1", (1, 4), (2, 3), (2, 4), 2, 2)
    change(owner, book, "insertDimension", 0, 2)
    assert rows_of(owner, book) == ((4, 6), (4, 6), "=A5>1", (3, 6), (4, 5), (4, 6), 4, 4)
    change(owner, book, "deleteDimension", 1, 2)
    assert rows_of(owner, book) == ((3, 5), (3, 5), "=A4>1", (2, 5), (3, 4), (3, 5), 3, 3)
    owner.batch(book, {"moveDimension": {"source": lines(3, 5), "destinationIndex": 0}})
    assert rows_of(owner, book) == ((0, 2), (0, 2), "=A1>1", (4, 5), (0, 1), (0, 2), 0, 0)
    owner.batch(book, {"deleteDimension": {"range": lines(0, 2)}})
    left = sheet(owner, book)
    assert ("protectedRanges" in left, "conditionalFormats" in left, "merges" in left) == (False, False, False)


def test_sizes_that_were_set_are_given_up_by_a_resize_of_just_these_lines(owner: Client, book: str):
    """`autoResizeDimensions` takes rows or columns of a grid and answers nothing; data sources are not served."""
    columns = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 3}
    wide = {"range": columns, "properties": {"pixelSize": 300}, "fields": "pixelSize"}
    owner.batch(book, {"updateDimensionProperties": wide})
    _, answer = owner.batch(book, {"autoResizeDimensions": {"dimensions": columns | {"startIndex": 1, "endIndex": 2}}})
    assert answer["replies"] == [{}]
    metadata = owner.get(book, fields="sheets.data.columnMetadata.pixelSize")["sheets"][0]["data"][0]["columnMetadata"]
    assert [each["pixelSize"] for each in metadata[:4]] == [300, 100, 300, 100]
    for wrong in ({}, {"dimensions": {"sheetId": 0}}, {"dimensions": columns | {"startIndex": 3}},
                  {"dataSourceSheetDimensions": {"sheetId": 0}}):  # fmt: skip
        assert owner.call("POST", f"/v4/spreadsheets/{book}:batchUpdate",
                          {"requests": [{"autoResizeDimensions": wrong}]})[0] == 400  # fmt: skip


def area(start: int, end: int) -> dict:
    """Rows of the first two columns."""
    return {"startRowIndex": start, "endRowIndex": end, "startColumnIndex": 0, "endColumnIndex": 2}


def lines(start: int, end: int) -> dict:
    """Whole rows."""
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def change(owner: Client, book: str, kind: str, start: int, end: int) -> None:
    """Insert or delete rows."""
    assert owner.batch(book, {kind: {"range": lines(start, end)}})[0] == 200


def rows_of(owner: Client, book: str) -> tuple:
    """Say on which rows everything stands."""
    answer = owner.get(book, includeGridData=True)
    one = answer["sheets"][0]

    def span(given: dict) -> tuple[int, int]:
        return given["startRowIndex"], given["endRowIndex"]

    rule = one["conditionalFormats"][0]
    data = one["data"][0]
    cells = [row.get("values", []) for row in data["rowData"]]
    ruled = [n for n, row in enumerate(cells) if any("dataValidation" in cell for cell in row)]
    marked = [n for n, row in enumerate(data["rowMetadata"]) if "developerMetadata" in row]
    return (
        span(one["protectedRanges"][0]["range"]), span(rule["ranges"][0]),
        rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"], span(one["filterViews"][0]["range"]),
        span(one["merges"][0]), span(answer["namedRanges"][0]["range"]), marked[0], ruled[0],
    )  # fmt: skip


def test_sorting_takes_notes_formats_and_dropdowns_with_the_cells(owner: Client, book: str):
    """Empty cells come last in either order."""
    owner.put(book, "A1", [["b", 2], ["", 9], ["a", 1], ["c", 3]])
    owner.batch(book, {"updateCells": {"start": {"rowIndex": 2}, "fields": "note", "rows": [
        {"values": [{"note": "first"}]}]}})  # fmt: skip
    sort = {"range": area(0, 4), "sortSpecs": [{"sortOrder": "DESCENDING"}]}
    owner.batch(book, {"sortRange": sort})
    assert owner.values(book, "A1:B4") == [["c", "3"], ["b", "2"], ["a", "1"], ["", "9"]]
    notes = owner.get(book, fields="sheets.data.rowData.values.note")["sheets"][0]["data"][0]["rowData"]
    assert notes == [{}, {}, {"values": [{"note": "first"}]}]


def test_update_cells_over_a_range_replaces_all_of_it(owner: Client, book: str):
    """What the rows do not cover is emptied; only the fields named are touched."""
    owner.put(book, "A1", [["a", "b"], ["c", "d"]])
    owner.batch(book, {"repeatCell": {"range": area(0, 2), "cell": {"note": "n"}, "fields": "note"}})
    owner.batch(book, {"updateCells": {"range": area(0, 2), "fields": "userEnteredValue", "rows": [
        {"values": [{"userEnteredValue": {"stringValue": "z"}}]}]}})  # fmt: skip
    assert owner.values(book, "A1:B2") == [["z"]]
    rows = owner.get(book, fields="sheets.data.rowData.values.note")["sheets"][0]["data"][0]["rowData"]
    assert rows == [{"values": [{"note": "n"}, {"note": "n"}]}] * 2


def test_nested_format_fields_leave_the_rest_of_the_format(owner: Client, book: str):
    """userEnteredFormat(backgroundColor,textFormat.bold) keeps italics."""
    first = {"textFormat": {"italic": True}, "wrapStrategy": "WRAP"}
    cell = {"range": area(0, 1)}
    owner.batch(book, {"repeatCell": cell | {"cell": {"userEnteredFormat": first}, "fields": "userEnteredFormat"}})
    second = {"backgroundColor": RED, "textFormat": {"bold": True}, "wrapStrategy": "CLIP"}
    fields = "userEnteredFormat(backgroundColor,textFormat.bold)"
    owner.batch(book, {"repeatCell": cell | {"cell": {"userEnteredFormat": second}, "fields": fields}})
    shown = owner.get(book, ranges="A1", fields="sheets.data.rowData.values.userEnteredFormat")
    assert shown["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"] == {
        "textFormat": {"italic": True, "bold": True}, "wrapStrategy": "WRAP", "backgroundColor": RED,
        "backgroundColorStyle": {"rgbColor": RED},
    }  # fmt: skip


@pytest.mark.parametrize("fields", ["textFormatRuns", "textFormatRuns.startIndex,textFormatRuns.format", "*"])
def test_a_mask_into_a_list_takes_the_whole_list(owner: Client, book: str, fields: str):
    """One popular client names the parts of the runs."""
    owner.put(book, "A1", [["some bold"]])
    cell = {"userEnteredValue": {"stringValue": "some bold"}, "textFormatRuns": [
        {"startIndex": 5, "format": {"bold": True}}]}  # fmt: skip
    assert owner.batch(book, {"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": fields}})[0] == 200
    shown = owner.get(book, fields="sheets.data.rowData.values(userEnteredValue,textFormatRuns)")
    assert shown["sheets"][0]["data"][0]["rowData"] == [{"values": [cell]}]


def test_cells_are_appended_below_the_last_row_with_data(owner: Client, book: str):
    """Also when the grid has to grow; too many columns are refused."""
    owner.put(book, "B19", [["last"]])
    row = {"values": [{"userEnteredValue": {"stringValue": "x"}}]}
    owner.batch(book, {"appendCells": {"rows": [row, row], "fields": "userEnteredValue"}})
    assert owner.values(book, "A19:B") == [["", "last"], ["x"], ["x"]]
    code, answer = owner.batch(book, {"appendCells": {"rows": [{"values": [{}] * 9}], "fields": "*"}})
    assert (code, answer["error"]["message"]) == (
        400, "Invalid requests[0].appendCells: Attempting to write column: 8, beyond the last requested column of: 7")


def test_groups_filters_bands_and_charts_are_kept_and_shown(owner: Client, book: str):
    """Recorded: ranges of tab 0 show no sheetId, open filters are closed by the grid."""
    _, answer = owner.batch(book, {"addDimensionGroup": {"range": {"dimension": "COLUMNS", "endIndex": 2}}},
                            {"setBasicFilter": {"filter": {"range": {"sheetId": 0}}}})  # fmt: skip
    group = {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 2}, "depth": 1}
    assert answer["replies"] == [{"addDimensionGroup": {"dimensionGroups": [group]}}, {}]
    assert sheet(owner, book) == {
        "basicFilter": {"range": {"startRowIndex": 0, "endRowIndex": 20, "startColumnIndex": 0, "endColumnIndex": 8}},
        "columnGroups": [group],
    }  # fmt: skip
    spec = {"title": "Done", "pieChart": {"legendPosition": "LEFT_LEGEND", "series": {"sourceRange": {"sources": [
        area(0, 3)]}}}}  # fmt: skip
    _, answer = owner.batch(
        book,
        {"clearBasicFilter": {}},
        {"deleteDimensionGroup": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 2}}},
        {"addChart": {"chart": {"chartId": 3, "spec": spec, "position": {"overlayPosition": {"anchorCell": {}}}}}},
        {"updateChartSpec": {"chartId": 3, "spec": spec | {"title": "New"}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 4, "range": area(0, 5), "rowProperties": {
            "firstBandColor": RED, "secondBandColor": RED}}}},
    )  # fmt: skip
    assert [list(one) for one in answer["replies"]] == [[], ["deleteDimensionGroup"], ["addChart"], [], ["addBanding"]]
    left = sheet(owner, book)
    assert list(left) == ["charts", "bandedRanges"]
    assert left["charts"] == [{"chartId": 3, "spec": spec | {"title": "New"}, "position": {"overlayPosition": {
        "anchorCell": {}, "widthPixels": 600, "heightPixels": 371}}}]  # fmt: skip


def test_metadata_is_found_by_filters_and_used_as_an_address(owner: Client, book: str):
    """Values are read, written and cleared by what hangs on their row."""
    owner.put(book, "A1", [["a", "b"], ["c", "d"]])
    where = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    item = {"metadataKey": "code", "metadataValue": "1.3", "location": where, "visibility": "DOCUMENT"}
    _, answer = owner.batch(book, {"createDeveloperMetadata": {"developerMetadata": item | {"metadataId": 8}}})
    made = answer["replies"][0]["createDeveloperMetadata"]["developerMetadata"]
    shown = {"locationType": "ROW", "dimensionRange": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    assert made == {"metadataId": 8, **item, "location": shown}
    base = f"/v4/spreadsheets/{book}"
    assert owner.call("GET", f"{base}/developerMetadata/8") == (200, made)
    assert owner.call("GET", f"{base}/developerMetadata/9")[0] == 404
    filters = [{"developerMetadataLookup": {"metadataKey": "code"}}]
    _, answer = owner.call("POST", f"{base}/developerMetadata:search", {"dataFilters": filters})
    assert answer == {"matchedDeveloperMetadata": [{"developerMetadata": made, "dataFilters": filters}]}
    _, answer = owner.call("POST", f"{base}/values:batchGetByDataFilter", {"dataFilters": filters})
    assert answer["valueRanges"] == [{"valueRange": {"range": "Tab!A2:H2", "majorDimension": "ROWS", "values": [
        ["c", "d"]]}, "dataFilters": filters}]  # fmt: skip
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": filters[0], "values": [["z"]]}]}
    _, answer = owner.call("POST", f"{base}/values:batchUpdateByDataFilter", body)
    assert answer["responses"] == [{"updatedRange": "Tab!A2", "updatedRows": 1, "updatedColumns": 1,
                                    "updatedCells": 1, "dataFilter": filters[0]}]  # fmt: skip
    _, answer = owner.call("POST", f"{base}:getByDataFilter", {"dataFilters": filters, "includeGridData": True})
    assert answer["sheets"][0]["data"][0]["startRow"] == 1
    _, answer = owner.call("POST", f"{base}/values:batchClearByDataFilter", {"dataFilters": filters})
    assert answer == {"spreadsheetId": book, "clearedRanges": ["Tab!A2:H2"]}
    _, answer = owner.batch(book, {"deleteDeveloperMetadata": {"dataFilter": filters[0]}})
    assert answer["replies"] == [{"deleteDeveloperMetadata": {"deletedDeveloperMetadata": [made]}}]


def test_text_is_found_and_replaced(owner: Client, book: str):
    """Counts as Google gives them."""
    owner.put(book, "A1", [["cat", "concat"], ["dog"]])
    _, answer = owner.batch(book, {"findReplace": {"find": "cat", "replacement": "cow", "allSheets": True}})
    assert answer["replies"] == [{"findReplace": {
        "valuesChanged": 2, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 2}}]  # fmt: skip
    assert owner.values(book, "A1:B2") == [["cow", "concow"], ["dog"]]


TEXTS = ["", "Tab", "A1:B2", "*", "userEnteredValue", "title", "3", "=A1", "textFormatRuns.format", "condition.values",
         "range", "sortSpecs(sortOrder)", "editors.users"]  # fmt: skip


def bodies(ref: str, depth: int = 3) -> st.SearchStrategy:
    """Make up messages that fit a schema, with small numbers."""
    published = schemas("sheets").types[ref].get("properties", {})
    parts = {name: value(one, depth) for name, one in published.items()}
    return st.fixed_dictionaries({}, optional=parts) if parts else st.just({})


def value(schema: dict, depth: int) -> st.SearchStrategy:
    """Make up one value."""
    if "$ref" in schema:
        return bodies(schema["$ref"], depth - 1) if depth > 0 else st.just({})
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = {
        "string": st.sampled_from(TEXTS),
        "integer": st.integers(-1, 25),
        "number": st.floats(0, 5),
        "boolean": st.booleans(),
    }
    if schema.get("format", "").endswith("int64"):
        return st.integers(0, 25).map(str)
    if schema.get("type") == "array":
        return st.lists(value(schema["items"], depth - 1), max_size=2) if depth > 0 else st.just([])
    return kinds.get(schema.get("type", ""), st.none())


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_no_request_however_odd_breaks_the_server(owner: Client, server, kind: str):
    """Answers are 200 or 400, and a refused one changes nothing."""
    book = make_book(owner)
    ref = schemas("sheets").types["Request"]["properties"][kind]["$ref"]

    @settings(examples(12), suppress_health_check=list(HealthCheck))
    @given(bodies(ref, 4))
    def attempt(body: dict) -> None:
        before = owner.get(book, includeGridData=True, fields="*")
        code, answer = owner.batch(book, {kind: body})
        assert code in (200, 400), answer
        assert server.world.faults == []
        if code == 400:
            assert owner.get(book, includeGridData=True, fields="*") == before

    attempt()
