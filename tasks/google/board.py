"""The board in Google Sheets: one `spreadsheets.get` reads it whole, one `batchUpdate` writes it whole."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from models.board import Snapshot, account_key, columns, google_texts
from models.checks import Sharing, is_file_copy
from models.projection import Edits, Projection
from models.school import GoogleBoardSettings as GoogleSettings
from models.text import Problem, VekhaError
from tasks.boards import BoardChanged, BoardRefused, LockOwner
from tasks.google import memory as store
from tasks.google.batch import Batch, pieces
from tasks.google.client import DRIVE, SHEETS, GoogleClient, GoogleFault, are_shared
from tasks.google.credentials import credentials_of, read_key
from tasks.google.faults import GENERATION_TAKEN, TabMissing, parsed, reason_of, told
from tasks.google.layout import ENGINE, Json, Layout, ranges, storable
from tasks.google.memory import HOUR, Memory, Refused, Shelf
from tasks.google.protections import files_called, sharing_of
from tasks.google.read import MASK, THOROUGH, Grid, read_grid
from tasks.google.refusals import PROTECTING, Sieve, left_out
from tasks.google.snapshot import copies, snapshot_of
from tasks.google.write import draft_write, generation, stamp_text, stamping

ID_FILE = "google-spreadsheet"
ANY_DRIVE = {"prettyPrint": "false", "supportsAllDrives": "true"}


class GoogleBoard:
    """A spreadsheet that the whole school shares; nothing is asked of Google before the first read."""

    held = staticmethod(storable)

    def __init__(self, settings: GoogleSettings, told: Layout, folder: Path, var: Path, address: str | None) -> None:
        self._settings, self._told, self._folder, self._var = settings, told, folder, var
        self._address = address or settings.address
        self._grid: tuple[str, Grid] | None = None
        self._learnt: Memory | None = None
        self._refused: tuple[Problem, ...] = ()
        self._opened = self.stamped = False
        self._lasting: Shelf | None = None
        self._posted: list[Json] = []
        self._piece = 0
        self._collided: int | None = None
        self._looked_again: int | None = None

    @property
    def calls(self) -> int:
        """Calls of Google's API so far."""
        return self._client.calls if self._opened else 0

    @property
    def place(self) -> str:
        """The address of the spreadsheet's page."""
        return f"https://docs.google.com/spreadsheets/d/{self._id}/edit" if self._id else "Google Sheets"

    def exists(self) -> bool:
        """Whether a spreadsheet is named, here or by the `init` that made it."""
        return bool(self._id)

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What the last write left out because Google would not take it."""
        return self._refused

    def create(self, projection: Projection) -> None:
        """Explain what to share: a service account has no place of its own on Drive."""
        raise VekhaError(google_texts.MAKE_ONE.format(account=self.account))

    def read(self, *, thorough: bool = False) -> Snapshot:
        """Every tab of ours in one call; a second one where tabs moved, came or went, or `_engine` is newer."""
        if thorough:
            return self._snapshot(self._got(THOROUGH), thorough=True)
        memory, is_whole = self._memory, not 0 <= time.time() - self._memory.whole_at < HOUR
        try:
            if self._shelf.engine and not is_whole:
                half = self._got(MASK, ranges(self._told, memory.copies, short=True))
                grid = self._understood(half, shelf=self._shelf)
                is_whole = grid is not None and grid.places != memory.places
                if grid and not is_whole and (grid.generation, grid.stamp_text) == (memory.shelved, memory.stamp):
                    return self._shown(grid)
            places = None if is_whole else ranges(self._told, memory.copies)
            return self._snapshot(self._got(MASK, places), whole=is_whole)
        except TabMissing:
            return self._snapshot(self._got(MASK))

    def _got(self, mask: str, places: Sequence[str] | None = None) -> Json:
        asked = {"fields": mask, "prettyPrint": "false"}
        return self._call("get", f"{SHEETS}/{self._id}", params={**asked, **({"ranges": places} if places else {})})

    def write(self, snapshot: Snapshot, edits: Edits) -> int:
        """Everything that differs in one call, or as few as may carry it; none where nothing does.

        Where Google refuses a part, the rest is written without it: at most three calls.
        """
        if self._grid is None or self._grid[0] != snapshot.token:
            raise BoardChanged(google_texts.OVERTAKEN)
        grid = self._grid[1]
        draft = draft_write(grid, edits, self._told, self.account)
        known = self._memory.still_refused(lambda: grid.protections, time.time())
        sieve = Sieve(draft, (each.part for each in known))
        requests, stamps = sieve.passing(), list[Json]()
        if edits.stamp and (grid.stamp is None or edits.numbered or (requests and draft.cells > 0)):
            stamps = sieve.allowed([stamping(draft, edits.stamp)])
        self.stamped, self._refused = False, ()
        if requests or stamps:
            before, self._grid = self._shelf, None
            self._lasting = Shelf()  # as long as it is not known whether the write arrives
            refused = self._written(grid, draft, sieve, [*requests, *stamps])
            self._refused = tuple(each.problem() for each in refused)
            self.stamped = bool(stamps) and all(each.part != sieve.part(stamps[0]) for each in refused)
            self._lasting = before  # as it is kept still
            shelf = store.shelved(self._posted, before, draft.number(ENGINE), draft.number(columns.GUIDE), grid.below)
            stamp = stamp_text(edits.stamp) if edits.stamp and self.stamped else grid.stamp_text
            self._put_away(shelf, grid.next_generation + self._piece, stamp, refused=(*known, *refused))
        if grid.thorough and grid.owner is None:
            with suppress(VekhaError):  # where Drive does not say who owns the file, the next `check` asks again
                self.sharing()
        return draft.cells if requests else 0

    def _written(self, grid: Grid, draft: Batch, sieve: Sieve, requests: list[Json]) -> list[Refused]:
        """Write; what Google refuses is left out, then all but what is certainly ours. What was left out, and why."""
        refused: list[Refused] = []
        for tries_left in (2, 1, 0):
            self._posted = requests
            try:
                for self._piece, piece in enumerate(pieces(requests)):
                    begin = generation(grid, self._piece)
                    self._post([*begin, *piece], draft)
                return refused
            except BoardRefused as error:
                if self._piece:
                    raise BoardChanged(google_texts.OVERTAKEN) from None  # read again: what was written is
                blamed = sieve.blamed(str(error.__cause__), piece, len(begin))
                kind = next(iter(blamed)) if blamed else ""
                if kind in ("updateProtectedRange", "deleteProtectedRange") and self._looked_again != grid.generation:
                    self._looked_again = grid.generation
                    raise BoardChanged(google_texts.OVERTAKEN) from None
                less = sieve.less(requests, blamed, certain=tries_left == 1 or blamed is None)
                if not tries_left or not less:
                    raise
                refused += left_out(sieve, requests, less, blamed, reason_of(error), grid.protections, time.time())
                requests = less
            except BoardChanged as error:
                if GENERATION_TAKEN in reason_of(error):
                    self._collided = grid.generation
                raise
        raise BoardRefused(google_texts.OVERTAKEN)

    def _post(self, requests: list[Json], draft: Batch) -> None:
        """One write; where it changes protections, Google shows how they stand right after it."""
        body: Json = {"requests": requests}
        fields = "spreadsheetId"
        if any(next(iter(each)) in PROTECTING for each in requests):
            body["includeSpreadsheetInResponse"] = True
            fields += ",updatedSpreadsheet(sheets(protectedRanges(protectedRangeId,description,editors)))"
        about = {"fields": fields, "prettyPrint": "false"}
        answer = self._call("post", f"{SHEETS}/{self._id}:batchUpdate", params=about, json=body)
        sheets = answer.get("updatedSpreadsheet", {}).get("sheets", ())
        shown = [one for each in sheets for one in each.get("protectedRanges", ())]
        if shown:
            self._remember(self._memory.learnt(draft.editors, shown))

    def links(self) -> Mapping[str, str]:
        """Code or ballot number → the address of its row; costs one read where nothing was read just now."""
        if self._grid is None:
            self.read()
        tabs = self._grid[1].tabs.values() if self._grid else ()
        keys = ((each, row, each.key(row)) for each in tabs for row in each.values if row > columns.HEADER_ROW)
        return {key: f"{self.place}#gid={each.number}&range=A{row}" for each, row, key in keys if key}

    def held_by(self) -> LockOwner | None:
        """Nobody ever: everybody may have it open at once."""
        return None

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Nothing to lock: of two passes at once the second one's write is refused and read again."""
        yield

    def sharing(self) -> Sharing:
        """With whom the file is shared, as Drive tells it."""
        asked = "owners(emailAddress),permissions(emailAddress,role,type),writersCanShare,trashed"
        found = sharing_of(self._call("get", f"{DRIVE}/{self._id}", params={"fields": asked, **ANY_DRIVE}))
        owner = next(iter(found.owners)) if len(found.owners) == 1 else None
        if owner and owner != account_key(self.account):
            self._remember(replace(self._memory, owner=owner))
        return found

    def copies(self) -> tuple[str, ...]:
        """The names of other spreadsheets open to us that are called a copy of this one."""
        name = self._call("get", f"{DRIVE}/{self._id}", params={"fields": "name", **ANY_DRIVE}).get("name", "")
        asked = {"q": files_called(name), "fields": "files(id,name)", "includeItemsFromAllDrives": "true", **ANY_DRIVE}
        files = self._call("get", DRIVE, params=asked).get("files", ())
        return tuple(each["name"] for each in files if each["id"] != self._id and is_file_copy(each["name"], name))

    @property
    def seconds_apart(self) -> float | None:
        """How far this machine's clock is ahead of Google's, by the last answer; None before any."""
        return self._client.seconds_apart if self._opened else None

    @property
    def account(self) -> str:
        """The service account's address, with which the spreadsheet is shared."""
        return str(self._key.get("client_email", ""))

    @cached_property
    def _key(self) -> Json:
        return read_key(self._settings, self._folder)

    @cached_property
    def _client(self) -> GoogleClient:
        made = GoogleClient(
            credentials_of(self._key, self._address, shared=are_shared()),
            account=self.account,
            address=self._address,
            per_minute=self._settings.calls_per_minute,
            patience=self._settings.patience_seconds,
        )
        self._opened = True
        return made

    @cached_property
    def _id(self) -> str:
        if self._settings.spreadsheet:
            return self._settings.spreadsheet
        try:
            return (self._var / ID_FILE).read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    @cached_property
    def _kept(self) -> Memory:
        return store.read_memory(self._var, self._id)

    @property
    def _memory(self) -> Memory:
        return self._learnt or self._kept

    def _remember(self, memory: Memory) -> None:
        if memory != self._memory:
            store.keep_memory(self._var, memory)
        self._learnt = memory

    def _snapshot(self, answer: Json, *, whole: bool = True, thorough: bool = False) -> Snapshot:
        """A board that was read with its lasting lines, which are kept for the next read."""
        grid = self._understood(answer, thorough=thorough)
        assert grid is not None
        guide, others = grid.tabs.get(columns.GUIDE), tuple(each.title for each in copies(grid))
        shelf = store.shelf_of(grid.engine_tab.values, guide.values) if grid.engine_tab and guide else Shelf()
        more = {"whole_at": time.time(), "places": grid.places} if whole else {}
        self._put_away(shelf, grid.generation, grid.stamp_text, copies=others, **more)
        return self._shown(grid)

    def _understood(self, answer: Json, *, thorough: bool = False, shelf: Shelf | None = None) -> Grid | None:
        memory, collided = self._memory, self._collided
        return read_grid(answer, self._told, memory, self.account, thorough=thorough, collided=collided, shelf=shelf)

    def _shown(self, grid: Grid) -> Snapshot:
        refused = self._memory.still_refused(lambda: grid.protections, time.time())
        token = f"{grid.generation}-{self.calls}"
        self._grid = (token, grid)
        return snapshot_of(grid, self._told, token, self.account, refused)

    @property
    def _shelf(self) -> Shelf:
        if self._lasting is None:
            self._lasting = store.read_shelf(self._var) if self._memory.shelved else Shelf()
        return self._lasting

    def _put_away(self, shelf: Shelf, generation: int, stamp: str, **more: Any) -> None:
        """Keep the lasting lines as they stand at a generation and a save, and what else was learnt."""
        if shelf != self._shelf:
            store.keep_shelf(self._var, shelf)
        self._lasting = shelf
        self._remember(replace(self._memory, shelved=generation if shelf.engine else 0, stamp=stamp, **more))

    def _call(self, method: str, address: str, **more: Any) -> Json:
        """The answer's JSON; every way in which a call can fail is a sentence."""
        try:
            answer = parsed(self._client.request(method, address, **more))
        except GoogleFault as fault:
            raise told(
                fault, reads=method == "get", account=self.account, place=self.place,
                per_minute=self._settings.calls_per_minute,
            ) from fault  # fmt: skip
        except ValueError:
            if method != "get":
                raise BoardChanged(google_texts.UNKNOWN_OUTCOME) from None
            raise VekhaError(google_texts.NOT_A_SPREADSHEET.format(place=self.place)) from None
        if not isinstance(answer, dict):
            raise VekhaError(google_texts.NOT_A_SPREADSHEET.format(place=self.place))
        return answer
