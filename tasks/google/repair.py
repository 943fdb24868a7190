"""What `init` puts back on tabs that are there: frozen rows, colours, filter views, chart, dropdowns, hidden tabs."""

from collections.abc import Iterator
from itertools import groupby

from models.board import as_text, columns
from tasks.boards import is_people
from tasks.google import formats
from tasks.google.layout import Json, Layout
from tasks.google.read import Grid, Tab


def missing_looks(grid: Grid, told: Layout) -> Iterator[Json]:
    """The requests for what a thorough read did not find; what people set otherwise is left as they set it."""
    if grid.engine_tab is not None and not grid.engine_tab.hidden:
        yield _properties(grid.engine_tab, {"hidden": True}, "hidden")
    for tab in grid.tabs.values():
        if not tab.values:
            continue
        if tab.header_row is not None or tab.title in (columns.SUMMARY, columns.LOG):
            frozen = tab.header_row or columns.HEADER_ROW
            if tab.raw["properties"]["gridProperties"].get("frozenRowCount", 0) < frozen:
                yield _properties(tab, {"gridProperties": {"frozenRowCount": frozen}}, "gridProperties.frozenRowCount")
        if tab.header_row is not None and tab.headers.keys() >= set(columns.row_header(tab.title)):
            yield from _rules(tab, told)
            yield from _views(tab, told)
            yield from _dropdowns(tab, told)
        if tab.title == columns.SUMMARY and columns.HEADER_ROW in tab.values and not tab.raw.get("charts"):
            header = [as_text(value) for _, value in sorted(tab.values[columns.HEADER_ROW].items())]
            keys = [as_text(cells.get(1)) for row, cells in sorted(tab.values.items()) if row > columns.HEADER_ROW]
            yield formats.chart(header, keys, tab.number)


def _properties(tab: Tab, properties: Json, fields: str) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": tab.number, **properties}, "fields": fields}}


def _rules(tab: Tab, told: Layout) -> Iterator[Json]:
    """Colours whose condition no rule of the tab has."""
    stand = [_condition(rule) for rule in tab.raw.get("conditionalFormats", ())]
    for request in formats.colour_rules(tab.title, tab.number, dict(tab.headers), told):
        if _condition(request["addConditionalFormatRule"]["rule"]) not in stand:
            yield request


def _condition(rule: Json) -> tuple[str, ...]:
    """What a rule looks for; formulas are as good as their kind, because their cells move."""
    condition: Json = rule.get("booleanRule", {}).get("condition", {})
    kind = condition.get("type", "")
    if kind == "CUSTOM_FORMULA":
        return (kind,)
    return (kind, *(str(value.get("userEnteredValue")) for value in condition.get("values", ())))


def _views(tab: Tab, told: Layout) -> Iterator[Json]:
    stand = {view.get("title") for view in tab.raw.get("filterViews", ())}
    for request in formats.filter_views(tab.title, tab.number, dict(tab.headers), told):
        if request["addFilterView"]["filter"]["title"] not in stand:
            yield request


def _dropdowns(tab: Tab, told: Layout) -> Iterator[Json]:
    """Dropdowns of rows that have a key, where they are gone or lack a new word; a voter without a say has none."""
    for header, column in tab.headers.items():
        rule = formats.dropdown(tab.title, header, told) if is_people(tab.title, header) else None
        if rule is None:
            continue
        if tab.title == columns.PARTS:
            first = (tab.header_row or columns.HEADER_ROW) + 1
            if _lacks(tab.ruled.get((first, column)), rule):
                area = formats.area(tab.number, first, None, column, column)
                yield {"setDataValidation": {"range": area, "rule": rule}}
            continue
        bare = [row for row, cells in sorted(tab.values.items()) if row > (tab.header_row or 0) and tab.key(row)
                and _lacks(tab.ruled.get((row, column)), rule) and cells.get(column) != columns.NO_SAY]  # fmt: skip
        for _, run in groupby(enumerate(bare), key=lambda each: each[1] - each[0]):
            rows = [row for _, row in run]
            area = formats.area(tab.number, rows[0], rows[-1], column, column)
            yield {"setDataValidation": {"range": area, "rule": rule}}


def _lacks(words: frozenset[str] | None, rule: Json) -> bool:
    """Whether a cell has no dropdown, or one of ours that was made before a word was added."""
    wanted = {each["userEnteredValue"] for each in rule["condition"]["values"]}
    return words is None or bool(words and words < wanted)


def renamed(grid: Grid) -> Iterator[Json]:
    """Tabs of ours that bear another name get theirs back."""
    for title in grid.renamed.keys() & grid.tabs.keys():
        yield _properties(grid.tabs[title], {"title": title}, "title")
