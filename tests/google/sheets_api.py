"""The methods of `spreadsheets` itself: create, get, batchUpdate, copyTo, developer metadata."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from . import values_api
from .a1 import Box
from .defaults import prune
from .errors import ApiError, invalid, not_found
from .identity import Identity
from .masks import Mask, branch, parse
from .model import Book, Json, Sheet, new_book, new_sheet
from .reading import answer, boxes_of
from .requests import REGISTRY, Context
from .requests.metadata import areas, search
from .requests.sheets import check_grid, check_properties, copied, fresh_sheet_id
from .world import File, World

FIRST_TITLES = {"ru": "Лист1", "de": "Tabellenblatt1", "fr": "Feuille 1"}
KINDS_OF_PARTS = (
    ("merges", "mergeCells", "range"),
    ("conditionalFormats", "addConditionalFormatRule", "rule"),
    ("protectedRanges", "addProtectedRange", "protectedRange"),
    ("filterViews", "addFilterView", "filter"),
    ("charts", "addChart", "chart"),
    ("bandedRanges", "addBanding", "bandedRange"),
)


def first_title(locale_name: str) -> str:
    """Give the first tab's title in a new spreadsheet."""
    return FIRST_TITLES.get(locale_name.split("_", maxsplit=1)[0], "Sheet1")


def empty_book(book_id: str, title: str, locale_name: str = "en_US", zone: str = "Etc/GMT") -> Book:
    """Make a spreadsheet with its one empty tab."""
    book = new_book(book_id, title, locale_name, zone)
    book.sheets.append(new_sheet({"sheetId": 0, "title": first_title(locale_name)}, 0))
    return book


class SheetsApi:
    """Answers the Sheets API over a world of files."""

    def __init__(self, world: World) -> None:
        self.world = world

    def context(self, file: File, who: Identity, change: bool = False) -> Context:
        """Give what handlers work with; for a change the spreadsheet is a copy."""
        assert file.book
        book = file.book.clone() if change else file.book
        return Context(book, file, who, self.world.locale_now(book))

    def call(self, name: str, who: Identity, parameters: Json, body: Json) -> Json:
        """Answer one method."""
        mask = parse(parameters["fields"]) if parameters.get("fields") else None
        if name == "spreadsheets.create":
            return self.create(who, body, mask)
        method = METHODS.get(name)
        if method is None:
            raise invalid(f"The method {name} is not supported by this server.")
        writes, work = method
        file = self.world.sheet_file(parameters["spreadsheetId"], who, writes)
        if not writes:
            return work(self, self.context(file, who), parameters, body, mask)
        return self.change(file, who, lambda context: work(self, context, parameters, body, mask))

    def change(self, file: File, who: Identity, work: Callable[[Context], Json]) -> Json:
        """Do all of a change or nothing of it."""
        assert file.book
        context = self.context(file, who, True)
        try:
            result = copy.deepcopy(work(context))
        except BaseException:
            file.book.stale = True
            raise
        file.book.adopt(context.book)
        file.name = file.book.properties["title"]
        self.world.edited(file, who)
        return result

    def create(self, who: Identity, body: Json, mask: Mask | None) -> Json:
        """Create a spreadsheet with tabs, cells and what lies on them."""
        properties = prune("SpreadsheetProperties", body.get("properties", {}))
        file_id = self.world.new_id()
        title = properties.get("title") or "Untitled spreadsheet"
        book = new_book(file_id, title, properties.get("locale", "en_US"), properties.get("timeZone", "Etc/GMT"))
        book.properties |= {name: value for name, value in properties.items() if name != "title"}
        check_properties(book.properties)
        for index, given in enumerate(body.get("sheets") or [{}]):
            own = prune("SheetProperties", given.get("properties", {}))
            own.setdefault("title", f"Sheet{index + 1}" if index else first_title(book.locale))
            if "sheetId" not in own:
                own["sheetId"] = fresh_sheet_id(book) if body.get("sheets") else 0
            if book.titled(own["title"]):
                raise invalid(f'A sheet with the name "{own["title"]}" already exists. Please enter another name.')
            check_grid(book, own.get("gridProperties", {}))
            book.sheets.append(new_sheet(own, index))
        file = File(file_id, title, who, self.world.clock(), self.world.clock(), book)
        context = Context(book, file, who, self.world.locale_now(book))
        self._fill(context, body)
        added = self.world.add(title, who, file_id=file_id)
        added.book = book
        boxes = None
        return copy.deepcopy(answer(Context(book, added, who, context.now), mask, False, boxes))

    def _fill(self, context: Context, body: Json) -> None:
        file = context.file
        file.permissions = [{"type": "user", "emailAddress": context.who.email, "role": "owner"}]
        for sheet, given in zip(context.book.sheets, body.get("sheets") or [], strict=False):
            for data in given.get("data", []):
                start = {"sheetId": sheet.id, "rowIndex": data.get("startRow", 0),
                         "columnIndex": data.get("startColumn", 0)}  # fmt: skip
                if data.get("rowData"):
                    self._run(context, "updateCells", {"start": start, "rows": data["rowData"], "fields": "*"})
                for name, dims, first in (("rowMetadata", sheet.row_dims, start["rowIndex"]),
                                          ("columnMetadata", sheet.column_dims, start["columnIndex"])):  # fmt: skip
                    for n, dim in enumerate(data.get(name, [])[: max(len(dims) - first, 0)]):
                        dims[first + n] = prune("DimensionProperties", dim)
            for part, kind, name in KINDS_OF_PARTS:
                for item in given.get(part, []):
                    self._run(context, kind, {name: item})
            if given.get("basicFilter"):
                self._run(context, "setBasicFilter", {"filter": given["basicFilter"]})
        for item in body.get("namedRanges", []):
            self._run(context, "addNamedRange", {"namedRange": item})
        for item in body.get("developerMetadata", []):
            self._run(context, "createDeveloperMetadata", {"developerMetadata": item})

    def _run(self, context: Context, kind: str, given: Json) -> Json | None:
        return REGISTRY[kind](context, given)

    def get(self, context: Context, parameters: Json, _body: Json, mask: Mask | None) -> Json:
        """Give a spreadsheet."""
        boxes = boxes_of(context.book, parameters.get("ranges"))
        return answer(context, mask, bool(parameters.get("includeGridData")), boxes)

    def get_by_data_filter(self, context: Context, _parameters: Json, body: Json, mask: Mask | None) -> Json:
        """Give the parts of a spreadsheet that filters mean."""
        found: list[tuple[Sheet, Box]] = []
        for given in body.get("dataFilters", []):
            found += [(sheet, box) for sheet, box, _ in areas(context.book, given)]
        grid = bool(body.get("includeGridData"))
        return answer(context, mask, grid, found if body.get("dataFilters") else None)

    def batch_update(self, context: Context, _parameters: Json, body: Json, mask: Mask | None) -> Json:
        """Carry out requests in order, all or none."""
        requests = body.get("requests", [])
        if not requests:
            raise invalid("Must specify at least one request.")
        for number, request in enumerate(requests):
            _check_kind(number, request)
        replies = []
        for number, request in enumerate(requests):
            kind, given = next(iter(request.items()))
            try:
                reply = self._run(context, kind, given)
            except ApiError as error:
                raise error.under(f"Invalid requests[{number}].{kind}") from error
            replies.append({} if reply is None else {kind: reply})
        result: Json = {"spreadsheetId": context.book.id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            inner = branch(mask, "updatedSpreadsheet") if mask is not None else None
            if mask is None or inner is not None:
                boxes = boxes_of(context.book, body.get("responseRanges"))
                grid = bool(body.get("responseIncludeGridData"))
                result["updatedSpreadsheet"] = answer(context, inner, grid, boxes)
        return result

    def copy_to(self, context: Context, parameters: Json, body: Json, _mask: Mask | None) -> Json:
        """Copy a tab into another spreadsheet."""
        source = next((one for one in context.book.sheets if one.id == int(parameters["sheetId"])), None)
        if source is None:
            raise not_found()
        target = self.world.sheet_file(body.get("destinationSpreadsheetId", ""), context.who, True)

        def work(other: Context) -> Json:
            book, title, number = other.book, f"Copy of {source.title}", 2
            while book.titled(title):
                title, number = f"Copy of {source.title} {number}", number + 1
            sheet = copied(source, fresh_sheet_id(book), title)
            book.sheets.append(sheet)
            book.reindex()
            book.check_size()
            book.stale = True
            return sheet.properties

        return self.change(target, context.who, work)

    def metadata_get(self, context: Context, parameters: Json, _body: Json, _mask: Mask | None) -> Json:
        """Give one piece of developer metadata."""
        for one in context.book.metadata:
            if one["metadataId"] == int(parameters["metadataId"]):
                return one
        raise not_found()

    def metadata_search(self, context: Context, _parameters: Json, body: Json, _mask: Mask | None) -> Json:
        """Find developer metadata."""
        filters = body.get("dataFilters", [])
        found = []
        for one in search(context.book, filters):
            matched = [given for given in filters if one in search(context.book, [given])]
            found.append({"developerMetadata": one, "dataFilters": matched})
        return {"matchedDeveloperMetadata": found} if found else {}


def _check_kind(number: int, request: Json) -> None:
    kinds = list(request)
    if not kinds:
        raise invalid(f"Invalid requests[{number}]: No request set.")
    if len(kinds) > 1:
        where = f"requests[{number}]"
        raise invalid(f"Invalid value at '{where}' (oneof), oneof field 'kind' is already set. Cannot set '{kinds[1]}'")
    if kinds[0] not in REGISTRY:
        raise invalid(f"Invalid requests[{number}].{kinds[0]}: This kind of request is not supported by this server.")


Work = Callable[[Any, Context, Json, Json, Mask | None], Json]


def _by_parameters(call: Callable[[Context, Json], Json]) -> Work:
    return lambda _api, context, parameters, _body, _mask: call(context, parameters)


def _by_body(call: Callable[[Context, Json], Json]) -> Work:
    return lambda _api, context, _parameters, body, _mask: call(context, body)


def _by_both(call: Callable[[Context, Json, Json], Json]) -> Work:
    return lambda _api, context, parameters, body, _mask: call(context, parameters, body)


METHODS: dict[str, tuple[bool, Work]] = {
    "spreadsheets.get": (False, SheetsApi.get),
    "spreadsheets.getByDataFilter": (False, SheetsApi.get_by_data_filter),
    "spreadsheets.batchUpdate": (True, SheetsApi.batch_update),
    "spreadsheets.sheets.copyTo": (False, SheetsApi.copy_to),
    "spreadsheets.developerMetadata.get": (False, SheetsApi.metadata_get),
    "spreadsheets.developerMetadata.search": (False, SheetsApi.metadata_search),
    "spreadsheets.values.get": (False, _by_parameters(values_api.get)),
    "spreadsheets.values.batchGet": (False, _by_parameters(values_api.batch_get)),
    "spreadsheets.values.batchGetByDataFilter": (False, _by_body(values_api.batch_get_by_data_filter)),
    "spreadsheets.values.update": (True, _by_both(values_api.update)),
    "spreadsheets.values.append": (True, _by_both(values_api.append)),
    "spreadsheets.values.clear": (True, _by_parameters(values_api.clear)),
    "spreadsheets.values.batchUpdate": (True, _by_body(values_api.batch_update)),
    "spreadsheets.values.batchClear": (True, _by_body(values_api.batch_clear)),
    "spreadsheets.values.batchUpdateByDataFilter": (True, _by_body(values_api.batch_update_by_data_filter)),
    "spreadsheets.values.batchClearByDataFilter": (True, _by_body(values_api.batch_clear_by_data_filter)),
}
READS = {name for name, (writes, _) in METHODS.items() if not writes and name != "spreadsheets.sheets.copyTo"}
