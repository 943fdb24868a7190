"""The service account's key: where it lies, whether it is one, whose it is."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account

from models.board import google_texts
from models.school import GOOGLE_KEY, GoogleBoardSettings
from models.text import VekhaError, shortened
from tasks.config import Named, environment_of, read_secret

SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
OWN_PLACES = {"token_uri": "https://oauth2.googleapis.com/token", "universe_domain": "googleapis.com"}


def read_key(settings: GoogleBoardSettings, folder: Path) -> dict[str, Any]:
    """What the key holds; a sentence of its own for each way in which it is missing or wrong."""
    where, text = _found(settings, folder)
    try:
        key = json.loads(text)
    except ValueError:
        raise VekhaError(google_texts.KEY_NOT_JSON.format(where=where)) from None
    if not isinstance(key, dict) or key.get("type") != "service_account":
        raise VekhaError(google_texts.KEY_OF_ANOTHER_KIND.format(where=where))
    return key


def credentials_of(key: dict[str, Any], address: str | None = None, *, shared: bool = False) -> Credentials:
    """What gspread signs its calls with; nothing is asked of Google yet. Where shared, all boards have one token.

    VekhaError where the key would have its signature sent elsewhere than to Google, or to the `address` in its stead.
    """
    for name, own in OWN_PLACES.items():
        place = key.get(name, own)
        if place != own and not (address and str(place).startswith(f"{address.rstrip('/')}/")):
            raise VekhaError(google_texts.KEY_ELSEWHERE.format(name=name, address=shortened(str(place), 120)))
    try:
        if shared:
            return _scoped(json.dumps(key))
        made: Credentials = _account_of(json.dumps(key)).with_scopes(SCOPES)
    except (GoogleAuthError, ValueError) as error:
        raise VekhaError(google_texts.key_broken(str(error))) from None
    return made


@lru_cache(maxsize=64)
def _scoped(key: str) -> Credentials:
    made: Credentials = _account_of(key).with_scopes(SCOPES)
    return made


@lru_cache(maxsize=8)
def _account_of(key: str) -> "_Account":
    """The account without a token: reading its key anew takes as long as a small pass."""
    return _Account.from_service_account_info(json.loads(key))  # type: ignore[no-any-return, no-untyped-call]


def is_open(settings: GoogleBoardSettings, folder: Path) -> bool:
    """Whether others on this machine can read the key's file."""
    if settings.key_file is None:
        return False
    try:
        return bool((folder / settings.key_file).stat().st_mode & 0o077)
    except OSError:
        return False


class _Account(service_account.Credentials):
    """A service account that asks nobody but Google Sheets and the address that gives it tokens.

    google-auth would ask another host, after each new token, where the account may be used from; schools' filters
    do not know that host, and the thread that waits for it would hold the process up.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def _found(settings: GoogleBoardSettings, folder: Path) -> tuple[str, str]:
    """Where the key lies, in words, and its text."""
    if settings.key_file is not None:
        file = folder / settings.key_file  # an absolute path stays as it is
        try:
            return str(file), file.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise VekhaError(google_texts.KEY_MISSING.format(where=str(file))) from None
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise VekhaError(google_texts.KEY_UNREADABLE.format(where=str(file), why=why)) from None
    named = Named(GOOGLE_KEY, "key", settings.key_env, settings.key_secret)
    return named.where(), read_secret(named, environment_of(folder))
