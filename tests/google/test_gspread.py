"""gspread's own classes from end to end: a walk through what `Spreadsheet` and `Worksheet` can send."""

from __future__ import annotations

import gspread
import pytest
from gspread.utils import DateTimeOption, Dimension, PasteType, ValidationConditionType, ValueInputOption

from .clients import Client
from .conftest import TEACHER


@pytest.fixture
def spreadsheet(owner: Client) -> gspread.Spreadsheet:
    """A spreadsheet as gspread makes it."""
    return owner.gspread.create("Walk")


@pytest.fixture
def tab(spreadsheet: gspread.Spreadsheet) -> gspread.Worksheet:
    """Its first tab."""
    return spreadsheet.sheet1


def test_opening_by_key_name_and_url(owner: Client, spreadsheet: gspread.Spreadsheet):
    """An unknown one is gspread's own exception."""
    assert owner.gspread.open_by_key(spreadsheet.id).title == "Walk"
    assert owner.gspread.open_by_url(spreadsheet.url).id == spreadsheet.id
    assert owner.gspread.open("Walk").title == "Walk"
    with pytest.raises(gspread.SpreadsheetNotFound):
        owner.gspread.open_by_key("test")
    with pytest.raises(gspread.SpreadsheetNotFound):
        owner.gspread.open("No such name")


def test_a_private_spreadsheet_is_a_permission_error(client, spreadsheet: gspread.Spreadsheet):
    """For somebody it is not shared with."""
    with pytest.raises(PermissionError):
        client("nobody@x.example").gspread.open_by_key(spreadsheet.id)


def test_spreadsheet_properties_change(spreadsheet: gspread.Spreadsheet):
    """Title, locale, zone, sharing, times."""
    spreadsheet.update_title("New")
    spreadsheet.update_locale("ru_RU")
    spreadsheet.update_timezone("Europe/Moscow")
    spreadsheet.share(TEACHER, perm_type="user", role="writer", notify=False)
    assert (spreadsheet.title, spreadsheet.locale, spreadsheet.timezone) == ("New", "ru_RU", "Europe/Moscow")
    assert [one["emailAddress"] for one in spreadsheet.list_permissions()][1] == TEACHER
    assert spreadsheet.remove_permissions(TEACHER) != []
    assert spreadsheet.creationTime <= spreadsheet.get_lastUpdateTime()
    spreadsheet.fetch_sheet_metadata()


def test_tabs_of_a_spreadsheet(spreadsheet: gspread.Spreadsheet):
    """Added, found, reordered, duplicated, removed."""
    one = spreadsheet.add_worksheet("One", 5, 3)
    two = spreadsheet.add_worksheet("Two", 5, 3, index=0)
    assert [tab.title for tab in spreadsheet.worksheets()] == ["Two", "Sheet1", "One"]
    spreadsheet.reorder_worksheets([one, two])
    assert [tab.title for tab in spreadsheet.worksheets()] == ["One", "Two", "Sheet1"]
    again = one.duplicate(new_sheet_name="Again")
    assert (again.title, again.row_count, again.col_count) == ("Again", 5, 3)
    assert spreadsheet.get_worksheet_by_id(two.id).title == "Two"
    assert spreadsheet.worksheet("Again").id == again.id
    with pytest.raises(gspread.WorksheetNotFound):
        spreadsheet.worksheet("None")
    with pytest.raises(gspread.exceptions.APIError, match='A sheet with the name "One" already exists'):
        spreadsheet.add_worksheet("One", 1, 1)
    spreadsheet.del_worksheet(again)
    two.update_title("Deux")
    two.update_index(3)
    one.hide()
    assert [tab.title for tab in spreadsheet.worksheets(exclude_hidden=True)] == ["Sheet1", "Deux"]
    one.show()
    copy = one.copy_to(spreadsheet.id)
    assert copy["title"] == "Copy of One"


def test_cells_are_written_found_and_cleared(tab: gspread.Worksheet):
    """update, update_cell, update_cells, find, batch_*, append, insert, delete, clear."""
    tab.update([["h1", "h2", "h3"], ["a", 1, "=B2+1"]], "A1", value_input_option=ValueInputOption.user_entered)
    tab.update_acell("A3", "b")
    tab.update_cell(3, 2, 7)
    assert tab.get_all_records() == [{"h1": "a", "h2": 1, "h3": 2}, {"h1": "b", "h2": 7, "h3": ""}]
    cells = tab.range("A2:B3")
    for cell in cells:
        cell.value = f"{cell.address}!"
    tab.update_cells(cells)
    assert tab.get("A2:B3") == [["A2!", "B2!"], ["A3!", "B3!"]]
    assert (tab.find("B3!").address, [one.address for one in tab.findall("A2!")]) == ("B3", ["A2"])
    tab.batch_update([{"range": "A5:B5", "values": [["x", "y"]]}, {"range": "D1", "values": [["z"]]}])
    assert tab.batch_get(["A5:B5", "D1"]) == [[["x", "y"]], [["z"]]]
    assert tab.row_values(5) == ["x", "y"]
    assert tab.col_values(1) == ["h1", "A2!", "A3!", "", "x"]
    assert tab.cell(2, 3, value_render_option="FORMULA").value == "=B2+1"
    answer = tab.append_row(["tail"], include_values_in_response=True)
    assert answer["updates"]["updatedData"]["values"] == [["tail"]]
    tab.insert_row(["top"], 1)
    tab.insert_rows([["r1"], ["r2"]], 2)
    tab.insert_cols([["c1", "c2"]], 1)
    assert tab.get("A1:B3") == [["c1", "top"], ["c2", "r1"], ["", "r2"]]
    tab.delete_columns(1)
    tab.delete_rows(1, 3)
    assert tab.acell("A1").value == "h1"
    tab.batch_clear(["A1:A2", "D1"])
    assert tab.get("A1:D1") == [["", "h2", "h3"]]
    tab.clear()
    assert tab.get_all_values() == [[]]


def test_dates_and_dimensions_are_read_as_asked(tab: gspread.Worksheet):
    """Options travel through gspread's own enumerations."""
    tab.update([["3/15/2021", 1], ["x"]], "A1", value_input_option="USER_ENTERED")
    assert tab.get("A1:B2", major_dimension=Dimension.cols) == [["3/15/2021", "x"], ["1"]]
    options = {"value_render_option": "UNFORMATTED_VALUE", "date_time_render_option": DateTimeOption.formatted_string}
    assert tab.get("A1:B1", **options) == [["3/15/2021", 1]]


def test_looks_sizes_and_notes(spreadsheet: gspread.Spreadsheet, tab: gspread.Worksheet):
    """format, batch_format, freeze, resize, hide, group, notes, colours, merges, filters, sorting."""
    tab.update([["b", 2], ["a", 1]], "A1")
    tab.sort((1, "asc"), range="A1:B2")
    assert tab.get("A1:B2") == [["a", "1"], ["b", "2"]]
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    tab.batch_format([{"range": "A2", "format": {"backgroundColor": {"red": 1}}}])
    tab.freeze(rows=1, cols=1)
    tab.resize(rows=30, cols=10)
    assert (tab.row_count, tab.col_count, tab.frozen_row_count, tab.frozen_col_count) == (30, 10, 1, 1)
    tab.add_rows(5)
    tab.add_cols(2)
    tab.columns_auto_resize(0, 2)
    tab.rows_auto_resize(0, 2)
    tab.hide_columns(1, 2)
    tab.unhide_columns(1, 2)
    tab.hide_rows(1, 2)
    tab.unhide_rows(1, 2)
    tab.add_dimension_group_rows(1, 3)
    assert [(one["range"]["startIndex"], one["depth"]) for one in tab.list_dimension_group_rows()] == [(1, 1)]
    tab.delete_dimension_group_rows(1, 3)
    assert tab.list_dimension_group_rows() == []
    tab.hide_gridlines()
    tab.show_gridlines()
    tab.update_tab_color("#ff0000")
    assert tab.get_tab_color() == "#FF0000"
    tab.clear_tab_color()
    assert tab.get_tab_color() is None
    tab.merge_cells("A5:B6")
    tab.unmerge_cells("A5:B6")
    tab.set_basic_filter("A1:B2")
    tab.clear_basic_filter()
    tab.update_notes({"A1": "one", "B2": "two"})
    assert (tab.get_note("A1"), tab.get_notes()) == ("one", [["one"], ["", "two"]])
    tab.insert_note("A1", "more")
    tab.clear_note("B2")
    assert tab.get_notes() == [["more"]]
    assert spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]["rowCount"] == 35


def test_ranges_are_named_protected_copied_and_ruled(spreadsheet: gspread.Spreadsheet, tab: gspread.Worksheet):
    """Named and protected ranges, copy and cut, validation."""
    tab.update([["A1"], ["A2"]], "A1")
    named = tab.define_named_range("A1:A2", "codes")["replies"][0]["addNamedRange"]["namedRange"]
    assert spreadsheet.named_range("codes")[0].value == "A1"
    assert spreadsheet.list_named_ranges() == [named]
    tab.delete_named_range(named["namedRangeId"])
    assert spreadsheet.list_named_ranges() == []
    tab.copy_range("A1:A2", "B1:B2", paste_type=PasteType.normal)
    tab.cut_range("A1:A2", "C1")
    assert tab.get("A1:C2") == [["", "A1", "A1"], ["", "A2", "A2"]]
    tab.add_protected_range("B1:B2", [TEACHER], description="mine")
    kept = spreadsheet.list_protected_ranges(tab.id)
    assert [(one["description"], one["editors"]["users"]) for one in kept] == [("mine", ["owner@a.example", TEACHER])]
    tab.delete_protected_range(kept[0]["protectedRangeId"])
    assert spreadsheet.list_protected_ranges(tab.id) == []
    tab.add_validation("D1", ValidationConditionType.one_of_list, ["yes", "no"], strict=True, showCustomUi=True)
    tab.update_acell("D1", "yes")
    with pytest.raises(gspread.exceptions.APIError, match="violates the data validation rules"):
        tab.update_acell("D1", "maybe")


def test_a_spreadsheet_is_copied_exported_and_filled_from_text(owner: Client, spreadsheet: gspread.Spreadsheet):
    """Drive's part of gspread."""
    spreadsheet.sheet1.update([["a", 1]], "A1")
    copied = owner.gspread.copy(spreadsheet.id, title="Twin", copy_permissions=True)
    assert (copied.title, copied.sheet1.get_all_values()) == ("Twin", [["a", "1"]])
    assert spreadsheet.export(gspread.utils.ExportFormat.CSV) == b"a,1"
    owner.gspread.import_csv(copied.id, "x,y\n1,2")
    assert owner.gspread.open_by_key(copied.id).sheet1.get_all_values() == [["x", "y"], ["1", "2"]]
    owner.gspread.del_spreadsheet(copied.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        owner.gspread.open_by_key(copied.id)
