"""The board in Google Sheets: one `spreadsheets.get` reads it whole, one `batchUpdate` writes it whole."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from requests import Response

from models.board import Snapshot, columns, google_texts
from models.checks import Sharing
from models.projection import Edits, Projection
from models.school import GoogleBoard as GoogleSettings
from models.text import VekhaError
from tasks.boards import BoardBusy, BoardChanged, BoardRefused, LockOwner
from tasks.files import SHARED, replace_file
from tasks.google.client import DRIVE, SHEETS, Ended, GoogleClient, GoogleFault
from tasks.google.credentials import credentials_of, read_key
from tasks.google.layout import LOCALE, Json, Layout
from tasks.google.read import MASK, THOROUGH, Grid, ranges, read_grid, snapshot_of
from tasks.google.write import draft_write, generation

ID_FILE = "google-spreadsheet"


class GoogleBoard:
    """A spreadsheet that the whole school shares; nothing is asked of Google before the first read."""

    def __init__(self, settings: GoogleSettings, told: Layout, folder: Path, var: Path, address: str | None) -> None:
        self._settings, self._told, self._folder, self._var = settings, told, folder, var
        self._address = address or settings.address
        self._grid: tuple[str, Grid] | None = None
        self._opened = False

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

    def create(self, projection: Projection) -> None:
        """Make a spreadsheet of the service account, share it with its administrator, and fill it: three calls."""
        properties = {"title": self._told.title, "locale": LOCALE, "timeZone": self._told.zone}
        fields = {"fields": MASK, "prettyPrint": "false"}
        try:
            answer = self._call("post", SHEETS, params=fields, json={"properties": properties})
        except BoardChanged:
            raise VekhaError(google_texts.PERHAPS_MADE) from None
        except VekhaError as error:
            fault = error.__cause__
            if isinstance(fault, GoogleFault) and fault.ended is Ended.DENIED:
                raise VekhaError(google_texts.may_not_make(fault.said)) from None
            raise
        self._id = answer["spreadsheetId"]
        if self._told.owner:
            self._share(self._told.owner)
        self._remember()
        self.write(self._snapshot(answer), Edits(tabs=projection.pages()))

    def _share(self, owner: str) -> None:
        """Let the administrator in; a spreadsheet that nobody can open is not kept."""
        given = {"role": "writer", "type": "user", "emailAddress": owner}
        try:
            self._call("post", f"{DRIVE}/{self._id}/permissions", params={"prettyPrint": "false"}, json=given)
        except VekhaError as error:
            fault = error.__cause__
            said = fault.said if isinstance(fault, GoogleFault) else str(error)
            raise VekhaError(google_texts.not_opened_for(owner, self.place, said)) from None

    def read(self, *, thorough: bool = False) -> Snapshot:
        """Every tab of ours in one call; a second one, over all tabs, where one of ours is renamed or gone."""
        address, fields = f"{SHEETS}/{self._id}", {"fields": MASK, "prettyPrint": "false"}
        if thorough:
            return self._snapshot(self._call("get", address, params={**fields, "fields": THOROUGH}), thorough=True)
        try:
            answer = self._call("get", address, params={**fields, "ranges": ranges(self._told)})
        except _TabMissing:
            answer = self._call("get", address, params=fields)
        return self._snapshot(answer)

    def write(self, snapshot: Snapshot, edits: Edits) -> int:
        """Everything that differs in one call; none where nothing does."""
        if self._grid is None or self._grid[0] != snapshot.token:
            raise BoardChanged(google_texts.OVERTAKEN)
        grid = self._grid[1]
        draft = draft_write(grid, edits, self._told, self.account)
        if not draft.requests:
            return 0
        self._grid = None
        body = {"requests": [*generation(grid), *draft.requests]}
        fields = {"fields": "spreadsheetId", "prettyPrint": "false"}
        self._call("post", f"{SHEETS}/{self._id}:batchUpdate", params=fields, json=body)
        return draft.cells

    def links(self) -> Mapping[str, str]:
        """Code or ballot number → the address of its row; costs one read."""
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
        fields = {"fields": "owners(emailAddress),permissions(emailAddress,role,type)", "prettyPrint": "false"}
        answer = self._call("get", f"{DRIVE}/{self._id}", params=fields)
        given = [each for each in answer.get("permissions", ()) if each.get("role") in ("writer", "owner")]
        return Sharing(
            owners=frozenset(each["emailAddress"].lower() for each in answer.get("owners", ())),
            editors=frozenset(each["emailAddress"].lower() for each in given if each.get("type") == "user"),
            open_to_all=any(each.get("type") in ("anyone", "domain") for each in given),
            by_groups=any(each.get("type") == "group" for each in given),
        )

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
            credentials_of(self._key),
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

    def _remember(self) -> None:
        try:
            self._var.mkdir(parents=True, exist_ok=True)
            replace_file(self._var / ID_FILE, f"{self._id}\n".encode(), mode=SHARED)
        except OSError as error:
            raise VekhaError(
                google_texts.ID_NOT_KEPT.format(place=self.place, why=error.strerror or str(error))
            ) from None

    def _snapshot(self, answer: Json, *, thorough: bool = False) -> Snapshot:
        grid = read_grid(answer, self._told, thorough=thorough)
        token = f"{grid.generation}-{self.calls}"
        self._grid = (token, grid)
        return snapshot_of(grid, self._told, token, self.account)

    def _call(self, method: str, address: str, **more: Any) -> Json:
        """The answer's JSON; every way in which a call can fail is a sentence."""
        try:
            answer = _parsed(self._client.request(method, address, **more))
        except GoogleFault as fault:
            raise self._said(fault, reads=method == "get") from fault
        except ValueError:
            if method != "get":
                raise BoardChanged(google_texts.UNKNOWN_OUTCOME) from None
            raise VekhaError(google_texts.NOT_A_SPREADSHEET.format(place=self.place)) from None
        if not isinstance(answer, dict):
            raise VekhaError(google_texts.NOT_A_SPREADSHEET.format(place=self.place))
        return answer

    def _said(self, fault: GoogleFault, *, reads: bool) -> VekhaError:
        match fault.ended:
            case Ended.KEY_REVOKED:
                return VekhaError(google_texts.KEY_REVOKED.format(account=self.account))
            case Ended.DENIED:
                return VekhaError(google_texts.NOT_SHARED.format(account=self.account, place=self.place))
            case Ended.NOT_FOUND:
                return VekhaError(google_texts.NOT_FOUND.format(account=self.account, place=self.place))
            case Ended.API_OFF:
                return VekhaError(google_texts.api_off(fault.said))
            case Ended.QUOTA:
                return (VekhaError if reads else BoardBusy)(
                    google_texts.QUOTA_SPENT.format(per_minute=self._settings.calls_per_minute)
                )
            case Ended.SILENT:
                return (VekhaError if reads else BoardBusy)(google_texts.silent(fault.said))
            case Ended.UNKNOWN:
                return BoardChanged(google_texts.UNKNOWN_OUTCOME)
        if reads:
            if "not supported for this document" in fault.said:
                return VekhaError(google_texts.OFFICE_FILE.format(place=self.place))
            lost = fault.code == 400 and "Unable to parse range" in fault.said
            return _TabMissing(fault.said) if lost else VekhaError(google_texts.read_refused(fault.said))
        if "createDeveloperMetadata" in fault.said:
            return BoardChanged(google_texts.OVERTAKEN)
        if "edit a protected" in fault.said:
            return BoardRefused(google_texts.WRITE_PROTECTED.format(account=self.account))
        return BoardRefused(google_texts.refused(fault.said))


def _parsed(answer: Response) -> Any:
    """The answer's JSON; ValueError where it is none.

    A large spreadsheet is a hundred thousand small values: looking among them for garbage takes five times as long as
    reading them.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        return answer.json()
    finally:
        if was:
            gc.enable()


class _TabMissing(VekhaError):  # noqa: N818 - the name says what is so
    """One of the ranges asked for is on no tab."""
