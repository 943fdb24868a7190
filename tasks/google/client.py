"""Talking to Google: gspread's client with an address, a pace, patience, and a plain word for how each call ended."""

import gzip
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import StrEnum
from json import dumps
from typing import Any, Protocol

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from requests.adapters import HTTPAdapter

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
SHEETS, DRIVE = f"{HOSTS[0]}/v4/spreadsheets", f"{HOSTS[1]}/drive/v3/files"
TIMEOUTS = (10.0, 190.0)  # Google itself gives a call up after 180 seconds
FIRST_PAUSE, LONGEST_PAUSE = 1 / 240, 32 / 240  # of the patience that a call has
MINUTE = 60.0
WORTH_PACKING = 1_000  # bytes: a smaller request fits into one packet as it is


class Ended(StrEnum):
    """How a call ended that did not succeed; only after UNKNOWN may it have been carried out all the same."""

    KEY_REVOKED = "key_revoked"
    DENIED = "denied"
    API_OFF = "api_off"
    NOT_FOUND = "not_found"
    QUOTA = "quota"
    REFUSED = "refused"
    SILENT = "silent"
    UNKNOWN = "unknown"


class GoogleFault(Exception):  # noqa: N818 - the name says what is so
    """A call did not succeed: how it ended, the HTTP code (0 without an answer), and Google's own words."""

    def __init__(self, ended: Ended, code: int, said: str) -> None:
        super().__init__(f"{ended} {code}: {said}")
        self.ended, self.code, self.said = ended, code, said


class Calls(Protocol):
    """How the calls of one account are paced; `patience` is for how many seconds a spent quota is waited out."""

    patience: float

    def wait(self, kind: str, per_minute: int) -> object:
        """Wait until one more call of this kind is due, and count it."""

    def refused(self, kind: str, per_minute: int, seconds: float) -> None:
        """Google refused a call for the quota's sake: nobody calls for so long."""


class Pace:
    """At most so many calls of one account in any minute, over all boards of this process."""

    patience = 0.0

    def __init__(self) -> None:
        self._spent: dict[str, deque[float]] = defaultdict(deque)
        self._turn = threading.Lock()

    def wait(self, kind: str, per_minute: int) -> None:
        """Wait until one more call of this kind is due, and count it."""
        while True:
            with self._turn:
                now, spent = time.monotonic(), self._spent[kind]
                while spent and spent[0] <= now - MINUTE:
                    spent.popleft()
                if len(spent) < per_minute:
                    spent.append(now)
                    return
                pause = spent[0] + MINUTE - now
            time.sleep(pause)

    def refused(self, kind: str, per_minute: int, seconds: float) -> None:
        """Whoever was refused waits; the others of this process find out themselves."""


@dataclass
class _Shared:
    """What boards of this process share: how the calls of an account are paced, and once told, connections, too."""

    paced: Callable[[str], Calls] | None = None
    adapter: HTTPAdapter | None = None
    paces: dict[str, Calls] = field(default_factory=dict)


_SHARED = _Shared()


def share_calls(paced: Callable[[str], Calls], connections: int) -> None:
    """From now on this process paces each account by what this makes, and its boards share tokens and connections."""
    adapter = HTTPAdapter(max_retries=0, pool_connections=4, pool_maxsize=connections)
    _SHARED.paced, _SHARED.adapter, _SHARED.paces = paced, adapter, {}


def are_shared() -> bool:
    """Whether boards of this process share what they can."""
    return _SHARED.paced is not None


def _pace_of(address: str, account: str) -> Calls:
    made = _SHARED.paced(account) if _SHARED.paced else Pace()
    return _SHARED.paces.setdefault(f"{address} {account}", made)


class GoogleClient(HTTPClient):
    """One board's client: not shared between threads; accounts share their pace."""

    def __init__(
        self, credentials: Credentials, *, account: str, address: str | None, per_minute: int, patience: float
    ) -> None:
        super().__init__(credentials)
        self.calls = 0
        self.seconds_apart: float | None = None
        self.set_timeout(TIMEOUTS)
        self._address, self._per_minute, self._patience = (address or "").rstrip("/"), per_minute, patience
        self._pace = _pace_of(self._address, account)
        self.session.headers["User-Agent"] = "vekha (gzip)"  # Google packs its answers for those who say so
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, _SHARED.adapter or HTTPAdapter(max_retries=0))

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer of a call that succeeded; GoogleFault otherwise.

        What may be repeated is, with growing pauses, while patience lasts: a read after anything that may pass, a
        write only where it is certain that nothing was carried out.
        """
        reads = method.lower() == "get"
        if json is not None:  # requests would write Cyrillic letters as six signs each
            data = dumps(json, ensure_ascii=False, separators=(",", ":")).encode()
            headers = {**(headers or {}), "Content-Type": "application/json; charset=UTF-8"}
            if len(data) > WORTH_PACKING:
                data, headers["Content-Encoding"] = gzip.compress(data, mtime=0), "gzip"
        kind = "drive" if endpoint.startswith(HOSTS[1]) else "read" if reads else "write"
        began, pause = time.monotonic(), self._patience * FIRST_PAUSE
        while True:
            self._pace.wait(kind, self._per_minute)
            self.calls += 1
            try:
                answer = super().request(method, self._at(endpoint), params, data, files=files, headers=headers)
                self._compare_clocks(answer)
                return answer
            except (APIError, GoogleAuthError, requests.RequestException) as error:
                fault, again, least = _judged(error, reads)
            wait, patience = max(least, pause * random.uniform(0.5, 1.0)), self._patience
            if fault.ended is Ended.QUOTA:
                self._pace.refused(kind, self._per_minute, wait)
                patience = max(patience, self._pace.patience)
            if not again or time.monotonic() + wait > began + patience:
                raise fault
            time.sleep(wait)
            pause = min(self._patience * LONGEST_PAUSE, pause * 2)

    def _compare_clocks(self, answer: requests.Response) -> None:
        try:
            theirs = parsedate_to_datetime(answer.headers["Date"])
        except (KeyError, ValueError):
            return
        self.seconds_apart = time.time() - theirs.timestamp()

    def _at(self, endpoint: str) -> str:
        for host in HOSTS if self._address else ():
            endpoint = endpoint.replace(host, self._address, 1)
        return endpoint


def _judged(error: Exception, reads: bool) -> tuple[GoogleFault, bool, float]:
    """How the call ended, whether it may be repeated, and how long to wait at least."""
    if isinstance(error, APIError):
        return _judged_answer(error, reads)
    if isinstance(error, RefreshError):
        ended = Ended.SILENT if error.retryable else Ended.KEY_REVOKED
        return GoogleFault(ended, 0, str(error)), bool(error.retryable), 0.0
    if isinstance(error, TransportError | requests.ConnectTimeout) or _never_connected(error):
        return GoogleFault(Ended.SILENT, 0, str(error)), True, 0.0  # nothing was sent
    if isinstance(error, requests.RequestException):
        return GoogleFault(Ended.SILENT if reads else Ended.UNKNOWN, 0, str(error)), reads, 0.0
    return GoogleFault(Ended.KEY_REVOKED, 0, str(error)), False, 0.0


def _never_connected(error: Exception) -> bool:
    cause = getattr(error.args[0], "reason", None) if error.args else None
    return type(cause).__name__ in ("NewConnectionError", "NameResolutionError")


def _judged_answer(error: APIError, reads: bool) -> tuple[GoogleFault, bool, float]:
    code, said = error.response.status_code, str(error.error.get("message", ""))
    told = (*error.error.get("details", ()), *error.error.get("errors", ()))
    reasons = {str(each.get("reason", "")) for each in told if isinstance(each, dict)}
    if code == 429 or (code == 403 and reasons & {"rateLimitExceeded", "userRateLimitExceeded"}):
        return GoogleFault(Ended.QUOTA, code, said), True, _retry_after(error.response)
    if code == 401:
        return GoogleFault(Ended.KEY_REVOKED, code, said), False, 0.0
    if code == 403:
        off = "SERVICE_DISABLED" in reasons or "has not been used in project" in said
        return GoogleFault(Ended.API_OFF if off else Ended.DENIED, code, said), False, 0.0
    if code == 404:
        return GoogleFault(Ended.NOT_FOUND, code, said), False, 0.0
    if code >= 500 or code in (408, 409):
        return GoogleFault(Ended.SILENT if reads else Ended.UNKNOWN, code, said[:300]), reads, 0.0
    return GoogleFault(Ended.REFUSED, code, said), False, 0.0


def _retry_after(answer: requests.Response) -> float:
    told = answer.headers.get("Retry-After", "")
    return min(float(told), MINUTE) if told.isdigit() else 0.0
