"""Formulas: values, errors, arrays that spread, references that follow."""

from __future__ import annotations

import random

import pytest

from .clients import Client
from .conftest import make_book
from .formulas.arrays import ARRAY_FUNCTIONS
from .formulas.functions import PLAIN as PLAIN_FUNCTIONS
from .formulas.functions import WHOLE
from .formulas.lookups import LOOKUPS

PLAIN = {"valueRenderOption": "UNFORMATTED_VALUE"}
SPECIAL = ("IF", "IFNA", "IFERROR", "MAP", "LET", "LAMBDA", "ARRAYFORMULA", "REDUCE", "BYROW", "ROW", "COLUMN", "IFS")
ALL_FUNCTIONS = sorted([*PLAIN_FUNCTIONS, *WHOLE, *ARRAY_FUNCTIONS, *LOOKUPS, *SPECIAL, "NOSUCH"])
LEAVES = ["1", "-1", "0", '"a"', '"1.2"', "TRUE", "A1", "A1:C3", "A:A", "C1:C3", "H9", "x", "1/0", "", "{1,2;3,4}",
          "LAMBDA(x;x)", '"("', "1E9", "Nowhere!A1", "#REF!"]  # fmt: skip
TABLE = [["1.1", "start", 3], ["1.2", "done", 5], ["1.3", "", 7]]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=1+2*3^2-4/2", 17),
        ('="a"&1&TRUE', "a1TRUE"),
        ("=10%", 0.1),
        ("=-2^2", 4),
        ('=IF(B1="start";1;2)', 1),
        ("=SUM(C1:C3)", 15),
        ("=SUM(C:C)", 15),
        ("=AVERAGE(C1:C2)", 4),
        ('=COUNTIF(C1:C3;">4")', 2),
        ("=COUNTA(B1:B3)", 2),
        ('=VLOOKUP("1.2";A1:C3;2;FALSE)', "done"),
        ('=VLOOKUP("1.9";A1:C3;2;FALSE)', "#N/A"),
        ('=IFNA(VLOOKUP("1.9";A:C;2;0);"—")', "—"),
        ('=IFERROR(1/0;"safe")', "safe"),
        ("=INDEX(A1:C3;2;3)", 5),
        ('=INDEX(B1:B3;MATCH("1.2";A1:A3;0))', "done"),
        ('=XLOOKUP("1.3";A1:A3;C1:C3)', 7),
        ('=XLOOKUP("x";A1:A3;C1:C3;"none")', "none"),
        ('=HLOOKUP("start";A1:C3;2;FALSE)', "done"),
        ("=ROW(A5)+COLUMN(C1)", 8),
        ("=ROWS(A1:B3)*COLUMNS(A1:B3)", 6),
        ("=SUMPRODUCT(C1:C3;C1:C3)", 83),
        ('=TEXTJOIN(", ";TRUE;B1:B3)', "start, done"),
        ("=REDUCE(0;C1:C3;LAMBDA(a;b;a+b))", 15),
        ("=LAMBDA(x;x*2)(21)", 42),
        ("=LET(x;5;y;x+1;x*y)", 30),
        ("=SUM(FILTER(C1:C3;C1:C3>3))", 12),
        ("=SUM(ARRAYFORMULA(C1:C3*2))", 30),
        ("=ISBLANK(H9)", True),
        ('=H9=""', True),
        ("=1/0", "#DIV/0!"),
        ("=NOSUCH(1)", "#NAME?"),
        ("=nosuch", "#NAME?"),
        ('="a"*2', "#VALUE!"),
        ("=Nowhere!A1", "#REF!"),
        ("=1+", "#ERROR!"),
        ('=IMPORTXML("http://x.example";"//a")', "#N/A"),
        ('=HYPERLINK("https://x.example";"label")', "label"),
        ('=SUBSTITUTE(UPPER("abc");"B";"-")', "A-C"),
        ('=REGEXMATCH("1.3/2021";"^\\d+")', True),
        ("=DATE(2021;3;15)", 44270),
        ("=E1", "#REF!"),
    ],
)
def test_a_formula_comes_to(owner: Client, book: str, formula: str, expected: object):
    """In E1, over a small table in A1:C3; E1 pointing at itself goes in a circle."""
    owner.put(book, "A1", TABLE)
    owner.put(book, "E1", [[formula]], "USER_ENTERED")
    assert owner.values(book, "E1", **PLAIN) == [[expected]]
    assert owner.values(book, "E1", valueRenderOption="FORMULA") == [[formula]]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("={1,2;3,4}", [[1, 2], [3, 4]]),
        ('={"h";C1:C3}', [["h"], [3], [5], [7]]),
        ("=ARRAYFORMULA(C1:C3*2)", [[6], [10], [14]]),
        ('=ARRAYFORMULA(IFNA(VLOOKUP(A1:A3;{"1.2"\\"yes"};2;0);"no"))', [["no"], ["yes"], ["no"]]),
        ("=MAP(C1:C3;LAMBDA(x;x+1))", [[4], [6], [8]]),
        ("=MAP(A1:A3;C1:C3;LAMBDA(a;c;a&c))", [["1.13"], ["1.25"], ["1.37"]]),
        ("=HSTACK(A1:A2;C1:C2)", [["1.1", 3], ["1.2", 5]]),
        ("=VSTACK(C1:C2;9)", [[3], [5], [9]]),
        ("=FILTER(A1:B3;C1:C3>4)", [["1.2", "done"], ["1.3"]]),
        ("=FILTER(A1:A3;C1:C3>40)", [["#N/A"]]),
        ("=SEQUENCE(2;2)", [[1, 2], [3, 4]]),
        ("=UNIQUE({1;1;2})", [[1], [2]]),
        ("=SORT(C1:C3;1;FALSE)", [[7], [5], [3]]),
        ("=TRANSPOSE(C1:C3)", [[3, 5, 7]]),
        ("=BYROW(C1:C3;LAMBDA(r;SUM(r)))", [[3], [5], [7]]),
        ("=ARRAYFORMULA(ROW(A1:A3))", [[1], [2], [3]]),
    ],
)
def test_an_array_spreads(owner: Client, book: str, formula: str, expected: list[list[object]]):
    """From E2 over the empty cells around."""
    owner.put(book, "A1", TABLE)
    owner.put(book, "E2", [[formula]], "USER_ENTERED")
    assert owner.values(book, "E2:H", **PLAIN) == expected


STATUS = (
    '=ARRAYFORMULA(IF(ROW(A1:A)=ROW(A1);"Статус";IF(A1:A="";"";IFNA(VLOOKUP(A1:A;_engine!A:B;2;FALSE);""))))'
)
FRAGILE = '={"Статус";ARRAYFORMULA(IF(A2:A="";"";IFNA(VLOOKUP(A2:A;_engine!A:B;2;FALSE);"")))}'


@pytest.fixture
def board(owner: Client) -> str:
    """Codes in A, one lookup-by-code formula standing in the header cell B1, statuses on a tab of the engine."""
    book = make_book(owner)
    owner.batch(book, {"addSheet": {"properties": {"sheetId": 9, "title": "_engine", "hidden": True}}})
    owner.put(book, "A1", [["Код"], ["1.1"], ["1.2"], ["1.3"]])
    owner.put(book, "_engine!A1", [["1.1", "one"], ["1.2", "two"], ["1.3", "three"]])
    owner.batch(book, {"updateCells": {"start": {"columnIndex": 1}, "fields": "userEnteredValue", "rows": [
        {"values": [{"userEnteredValue": {"formulaValue": STATUS}}]}]}})  # fmt: skip
    return book


def statuses(owner: Client, board: str) -> dict[str, str]:
    """Give what stands beside each code."""
    rows = [[*row, "", ""] for row in owner.values(board, "Tab!A2:B20")]
    return {row[0]: row[1] for row in rows if row[0]}


@pytest.mark.parametrize(
    ("action", "about", "moved"),
    [
        ("sort", {"first_row": 2, "last_row": 4, "descending": True}, ["1.3", "1.2", "1.1"]),
        ("insert_row", {"row": 3}, ["1.1", "1.2", "1.3"]),
        ("delete_row", {"row": 3}, ["1.1", "1.3"]),
        ("move_row", {"row": 4, "to": 2}, ["1.3", "1.1", "1.2"]),
        ("duplicate_row", {"row": 2}, ["1.1", "1.2", "1.3"]),
        ("insert_column", {"column": 1}, None),
        ("rename_tab", {"sheet": "_engine", "title": "Служебный лист"}, ["1.1", "1.2", "1.3"]),
    ],
)
def test_a_row_keeps_its_own_status_wherever_it_goes(owner: Client, server, board: str, *, action, about, moved):
    """The lookup is by code, so no row ever shows another row's status."""
    server.edit(board, action, **({"sheet": "Tab"} | about if action != "rename_tab" else about))
    if action == "insert_column":
        assert owner.values(board, "Tab!B1:C4") == [
            ["Код", "Статус"], ["1.1", "one"], ["1.2", "two"], ["1.3", "three"]]  # fmt: skip
        return
    own = {"1.1": "one", "1.2": "two", "1.3": "three"}
    assert statuses(owner, board) == {code: own[code] for code in moved}
    assert list(statuses(owner, board)) == moved


def test_a_word_in_the_way_breaks_the_spread_and_its_removal_mends_it(owner: Client, server, board: str):
    """#REF! with the reason, nothing below it."""
    server.edit(board, "block_spill", range="Tab!B3")
    cell = owner.get(board, ranges="Tab!B1", fields="sheets.data.rowData.values(effectiveValue,userEnteredValue)")
    assert cell["sheets"][0]["data"][0]["rowData"][0]["values"][0] == {
        "userEnteredValue": {"formulaValue": STATUS},
        "effectiveValue": {"errorValue": {"type": "REF", "message":
            "Array result was not expanded because it would overwrite data in B3."}},
    }  # fmt: skip
    assert owner.values(board, "Tab!B1:B4") == [["#REF!"], [], ["x"]]
    server.edit(board, "clear", range="Tab!B3")
    assert statuses(owner, board) == {"1.1": "one", "1.2": "two", "1.3": "three"}


def test_a_spread_follows_new_data_on_another_tab(owner: Client, board: str):
    """Only the value that changed changes."""
    owner.put(board, "_engine!B2", [["new"]])
    assert statuses(owner, board) == {"1.1": "one", "1.2": "new", "1.3": "three"}
    owner.batch(board, {"deleteSheet": {"sheetId": 9}})
    assert owner.values(board, "Tab!B1:B3") == [["Статус"], ["#REF!"], ["#REF!"]]
    formula = owner.values(board, "Tab!B1", valueRenderOption="FORMULA")[0][0]
    assert "VLOOKUP(A1:A;#REF!;2;FALSE)" in formula


@pytest.mark.parametrize(("formula", "right"), [(STATUS, True), (FRAGILE, False)])
def test_a_range_that_begins_below_its_header_slips_when_a_row_is_inserted_there(
    owner: Client, server, board: str, formula: str, right: bool
):
    """A2:A becomes A3:A while the array still begins in B2: such a formula shows other rows' statuses."""
    owner.put(board, "Tab!B1", [[formula]], "USER_ENTERED")
    server.edit(board, "insert_row", sheet="Tab", row=2)
    assert (statuses(owner, board) == {"1.1": "one", "1.2": "two", "1.3": "three"}) == right


@pytest.mark.parametrize(("nothing", "row"), [("", 5), ('""', 21)])
def test_an_array_of_empty_texts_pushes_appended_cells_below_the_grid(owner: Client, board, nothing: str, row: int):
    """IF(…;;…) leaves cells empty, IF(…;"";…) fills them, and appendCells writes after the last filled one."""
    formula = f'=ARRAYFORMULA(IF(A1:A="";{nothing};A1:A&"!"))'
    owner.put(board, "Tab!B1", [[formula]], "USER_ENTERED")
    new = {"values": [{"userEnteredValue": {"stringValue": "1.4"}}]}
    owner.batch(board, {"appendCells": {"rows": [new], "fields": "userEnteredValue"}})
    assert owner.values(board, f"Tab!A{row}") == [["1.4"]]


@pytest.mark.parametrize(
    ("request_", "formulas"),
    [
        ({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}}},
         ["=A1+A4", "=SUM(A1:A5)", "=$A$4", "=B:B", "=Tab!A5"]),
        ({"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
         ["=B1+B2", "=SUM(B1:B3)", "=$B$2", "=C:C", "=Tab!B3"]),
        ({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
         ["=A1+#REF!", "=SUM(A1:A2)", "=#REF!", "=B:B", "=Tab!A2"]),
        ({"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}, "destinationIndex": 0}},
         ["=A2+A3", "=SUM(A2:A3)", "=$A$3", "=B:B", "=Tab!A1"]),
        ({"cutPaste": {"source": {"startRowIndex": 1, "endRowIndex": 2, "endColumnIndex": 1},
                       "destination": {"rowIndex": 9, "columnIndex": 2}}},
         ["=A1+C10", "=SUM(A1:A3)", "=$C$10", "=B:B", "=Tab!A3"]),
        ({"updateSheetProperties": {"properties": {"title": "My tab"}, "fields": "title"}},
         ["=A1+A2", "=SUM(A1:A3)", "=$A$2", "=B:B", "='My tab'!A3"]),
    ],
)  # fmt: skip
def test_references_follow_the_cells_they_mean(owner: Client, book: str, request_: dict, formulas: list[str]):
    """The formulas stand on another tab, or they would move themselves."""
    owner.batch(book, {"addSheet": {"properties": {"sheetId": 3, "title": "F"}}})
    given = ["=Tab!A1+Tab!A2", "=SUM(Tab!A1:A3)", "=Tab!$A$2", "=Tab!B:B", "=Tab!A3"]
    owner.put(book, "F!A1", [[one] for one in given], "USER_ENTERED")
    assert owner.batch(book, request_)[0] == 200
    title = "'My tab'!" if "'My tab'" in formulas[-1] else "Tab!"
    found = [row[0].replace(title, "") for row in owner.values(book, "F!A1:A5", valueRenderOption="FORMULA")]
    assert found == [one.replace(title, "") for one in formulas]


def test_a_copied_formula_points_as_far_as_before(owner: Client, book: str):
    """Relative references shift, fixed ones stay."""
    owner.put(book, "A1", [[1, 2, "=A1+$B$1"], [3]], "USER_ENTERED")
    owner.batch(book, {"copyPaste": {
        "source": {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3},
        "destination": {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 2, "endColumnIndex": 3},
    }})  # fmt: skip
    assert owner.values(book, "C1:C3", valueRenderOption="FORMULA") == [["=A1+$B$1"], ["=A2+$B$1"], ["=A3+$B$1"]]
    assert owner.values(book, "C1:C3") == [["3"], ["5"], ["2"]]


@pytest.mark.parametrize("name", ALL_FUNCTIONS)
def test_no_formula_however_odd_breaks_the_server(owner: Client, server, book: str, name: str):
    """Every function with odd arguments gives a value or an error, and the rest of the tab is read all the same."""
    dice = random.Random(name)
    owner.put(book, "A1", TABLE)

    def made(depth: int) -> str:
        if depth and dice.random() < 0.3:
            return f"{dice.choice(ALL_FUNCTIONS)}({made(depth - 1)};{made(depth - 1)})"
        return dice.choice(LEAVES)

    formulas = [f"={name}({';'.join(made(2) for _ in range(count % 5))})" for count in range(16)]
    code, _ = owner.put(book, "E5", [[one] for one in formulas], "USER_ENTERED")
    assert code == 200
    assert owner.values(book, "A1:C3", **PLAIN) == [["1.1", "start", 3], ["1.2", "done", 5], ["1.3", "", 7]]
    assert len(owner.values(book, "E5:E20", valueRenderOption="FORMULA")) == 16
    assert server.world.faults == []
