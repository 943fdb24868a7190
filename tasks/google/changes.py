"""What Drive says of all the spreadsheets of an account: which have changed, and which it may write.

That one has changed is a hint to read it sooner, never proof that the others did not.
"""

from pathlib import Path

from models.school import GoogleBoardSettings
from models.text import VekhaError
from tasks.google.client import HOSTS, Ended, GoogleClient, GoogleFault, are_shared
from tasks.google.credentials import credentials_of, read_key
from tasks.google.faults import parsed, told
from tasks.google.layout import Json

CHANGES, FILES = f"{HOSTS[1]}/drive/v3/changes", f"{HOSTS[1]}/drive/v3/files"
SHEETS_OF_DRIVE = "mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false"
PAGE, MOST_PAGES = 1000, 5
PATIENCE_SECONDS = 2.0  # boards are read without hints, too


def account_of(settings: GoogleBoardSettings, folder: Path) -> str:
    """The service account that reads a board; VekhaError where its key cannot be read."""
    return str(read_key(settings, folder).get("client_email", ""))


def changed_files(
    settings: GoogleBoardSettings, folder: Path, address: str | None, token: str | None
) -> tuple[frozenset[str], str | None]:
    """The ids of files open to a board's account that changed since, and the place from which to ask the next time.

    Nothing where Drive does not say; where it does not know a place any more, from now on.
    """
    try:
        client = _client(settings, folder, address, PATIENCE_SECONDS)
        try:
            return _listed(client, token) if token else (frozenset(), _start(client))
        except GoogleFault as fault:
            if token is None or not 400 <= fault.code < 500 or fault.ended is Ended.QUOTA:
                raise
            return frozenset(), _start(client)
    except (GoogleFault, VekhaError, ValueError, KeyError):
        return frozenset(), token


def writable_files(settings: GoogleBoardSettings, folder: Path, address: str | None) -> frozenset[str]:
    """The ids of all spreadsheets that a board's account may write, a thousand in a call."""
    found: set[str] = set()
    token = None
    try:
        client = _client(settings, folder, address, settings.patience_seconds)
        while True:
            asked = {
                "q": SHEETS_OF_DRIVE, "pageSize": str(PAGE), "fields": "nextPageToken,files(id,capabilities/canEdit)",
                "includeItemsFromAllDrives": "true", "supportsAllDrives": "true", "prettyPrint": "false",
                **({"pageToken": token} if token else {}),
            }  # fmt: skip
            answer: Json = parsed(client.request("get", FILES, params=asked))
            found.update(each["id"] for each in answer.get("files", ()) if each["capabilities"]["canEdit"])
            token = answer.get("nextPageToken")
            if not token:
                return frozenset(found)
    except GoogleFault as fault:
        raise told(
            fault, reads=True, account=account_of(settings, folder), place="Google Drive",
            per_minute=settings.calls_per_minute,
        ) from None  # fmt: skip


def _client(settings: GoogleBoardSettings, folder: Path, address: str | None, patience: float) -> GoogleClient:
    key, place = read_key(settings, folder), address or settings.address
    return GoogleClient(
        credentials_of(key, place, shared=are_shared()), account=str(key.get("client_email", "")),
        address=place, per_minute=settings.calls_per_minute, patience=patience,
    )  # fmt: skip


def _start(client: GoogleClient) -> str:
    asked = {"fields": "startPageToken", "supportsAllDrives": "true", "prettyPrint": "false"}
    return str(parsed(client.request("get", f"{CHANGES}/startPageToken", params=asked))["startPageToken"])


def _listed(client: GoogleClient, token: str) -> tuple[frozenset[str], str]:
    found: set[str] = set()
    for _ in range(MOST_PAGES):
        asked = {
            "pageToken": token, "pageSize": str(PAGE), "fields": "newStartPageToken,nextPageToken,changes(fileId)",
            "includeItemsFromAllDrives": "true", "supportsAllDrives": "true", "prettyPrint": "false",
        }  # fmt: skip
        answer: Json = parsed(client.request("get", CHANGES, params=asked))
        found.update(each["fileId"] for each in answer.get("changes", ()))
        token = answer.get("nextPageToken") or answer["newStartPageToken"]
        if "nextPageToken" not in answer:
            break
    return frozenset(found), token
