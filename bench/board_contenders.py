"""One pass over a shared sheet as each library would do it: read every row, find what people changed, answer it.

    python -m bench.board_contenders NAME

Reads what it is about as a line of JSON, makes one pass to get warm, says «ready», waits for a line, makes the measured
pass and prints what it cost as JSON. Where its library is not there it says so instead.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

LIBRARIES = Path(__file__).resolve().parent.parent / "build" / "bench" / "board"
sys.path.append(str(LIBRARIES))  # after our own, never before
HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
LACKING = "not installed: "
TAB, CODE, MARK, STATUS = "План", "Код", "Отметка", "Статус"
ANSWERS = {"": "Запланировано", "Начато": "В работе", "Готово": "На утверждении"}
Pass = Callable[[], int]


class Known:
    """Marks as last seen; what differs is to be answered."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}

    def changed(self, rows: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
        """Give place and new status of every row whose mark is another than before; the first look changes nothing."""
        first, found = not self.marks, []
        for place, (code, mark) in enumerate(rows):
            if not first and self.marks.get(code) != mark:
                found.append((place, ANSWERS[mark]))
            self.marks[code] = mark
        return found


def at(address: str, url: str) -> str:
    """Give a Google address on the local server."""
    for host in HOSTS:
        url = url.replace(host, address)
    return url


def gspread_of(address: str, token: str) -> Any:
    """Give gspread's client at the local server."""
    import gspread
    from google.oauth2.credentials import Credentials
    from gspread.http_client import HTTPClient

    class Local(HTTPClient):
        def request(self, method: str, endpoint: str, *more: Any, **about: Any) -> Any:
            return super().request(method, at(address, endpoint), *more, **about)

    return gspread.Client(auth=Credentials(token=token), http_client=Local)  # type: ignore[no-untyped-call]


def vekha(about: dict[str, Any]) -> Pass:
    """`vekha sync` whole: configuration, journal, read, decide, record, write."""
    from flows.cli import main

    def one() -> int:
        words = ["--school", about["school"], "--var", about["var"], "--now", about["now"], "sync", "--json"]
        with redirect_stdout(StringIO()) as out:
            assert main(words) == 0, out.getvalue()
        return len({each["milestone"] for each in json.loads(out.getvalue())["events"]})

    return one


def vekha_pass(about: dict[str, Any]) -> Pass:
    """The pass alone, of a process that has read its configuration: read, decide, record, write."""
    from flows.office import open_school
    from flows.passes import run_pass

    opened = open_school(Path(about["school"]), Path(about["var"]), about["now"])
    office = opened.__enter__()

    def one() -> int:
        return len({each.milestone for each in run_pass(office).events})

    return one


def gspread_cells(about: dict[str, Any]) -> Pass:
    """As its documentation begins: get_all_records, then update_cell for each change."""
    client, known = gspread_of(about["address"], about["token"]), Known()

    def one() -> int:
        sheet = client.open_by_key(about["spreadsheet"]).worksheet(TAB)
        rows = sheet.get_all_records()
        changed = known.changed((str(row[CODE]), str(row[MARK])) for row in rows)
        for place, status in changed:
            sheet.update_cell(place + 2, about["status_column"], status)
        return len(changed)

    return one


def gspread_batch(about: dict[str, Any]) -> Pass:
    """With its batch calls: get_all_values, then one batch_update."""
    client, known = gspread_of(about["address"], about["token"]), Known()

    def one() -> int:
        sheet = client.open_by_key(about["spreadsheet"]).worksheet(TAB)
        head, *rows = sheet.get_all_values()
        code, mark = head.index(CODE), head.index(MARK)
        changed = known.changed((row[code], row[mark]) for row in rows)
        letter = chr(64 + about["status_column"])
        if changed:
            sheet.batch_update([{"range": f"{letter}{place + 2}", "values": [[status]]} for place, status in changed])
        return len(changed)

    return one


def pygsheets(about: dict[str, Any]) -> Pass:
    """get_all_values, then update_values_batch."""
    import google_auth_httplib2
    import httplib2
    from google.oauth2.credentials import Credentials
    from pygsheets.client import Client

    class Local(httplib2.Http):  # type: ignore[misc]
        def request(self, uri: str, *more: Any, **other: Any) -> Any:
            return super().request(at(about["address"], uri), *more, **other)

    credentials, known = Credentials(token=about["token"]), Known()  # type: ignore[no-untyped-call]
    client = Client(credentials, http=google_auth_httplib2.AuthorizedHttp(credentials, http=Local()))

    def one() -> int:
        sheet = client.open_by_key(about["spreadsheet"]).worksheet_by_title(TAB)
        head, *rows = sheet.get_all_values(include_tailing_empty_rows=False)
        code, mark = head.index(CODE), head.index(MARK)
        changed = known.changed((row[code], row[mark]) for row in rows)
        letter = chr(64 + about["status_column"])
        if changed:
            places = [f"{letter}{place + 2}:{letter}{place + 2}" for place, _ in changed]
            sheet.update_values_batch(places, [[[status]] for _, status in changed])
        return len(changed)

    return one


def gspread_pandas(about: dict[str, Any]) -> Pass:
    """sheet_to_df, then df_to_sheet, which writes the whole frame."""
    from google.auth.transport.requests import AuthorizedSession
    from google.oauth2.credentials import Credentials
    from gspread_pandas import Client, Spread

    class Local(AuthorizedSession):  # type: ignore[misc]
        def request(self, method: str, url: str, *more: Any, **other: Any) -> Any:
            return super().request(method, at(about["address"], url), *more, **other)

    credentials, known = Credentials(token=about["token"]), Known()  # type: ignore[no-untyped-call]
    client = Client(session=Local(credentials), creds=credentials)

    def one() -> int:
        spread = Spread(about["spreadsheet"], client=client)
        frame = spread.sheet_to_df(index=None, sheet=TAB)
        changed = known.changed(zip(frame[CODE], frame[MARK], strict=True))
        for place, status in changed:
            frame.loc[place, STATUS] = status
        if changed:
            spread.df_to_sheet(frame, index=False, sheet=TAB)
        return len(changed)

    return one


def django_gsheets(about: dict[str, Any]) -> Pass:
    """A two-way sync of a Django model: pull_sheet, then push_to_sheet."""
    import django
    from django.conf import settings

    database = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    settings.configure(INSTALLED_APPS=["gsheets"], DATABASES=database, USE_TZ=True, GSHEETS={})
    django.setup()
    from django.db import connection, models
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build
    from gsheets.gsheets import SheetPullInterface, SheetPushInterface

    fields = {name: models.TextField(default="") for name in about["fields"]}
    meta = type("Meta", (), {"app_label": "gsheets"})
    row_model = type("Row", (models.Model,), {"__module__": "gsheets.models", "Meta": meta, **fields,
                     "guid": models.CharField(primary_key=True, max_length=40)})  # fmt: skip
    with connection.schema_editor() as editor:
        editor.create_model(row_model)
    row_model.objects.bulk_create(row_model(guid=guid) for guid in about["guids"])
    known, credentials = Known(), Credentials(token=about["token"])  # type: ignore[no-untyped-call]
    area = f"A1:{chr(65 + len(about['fields']))}{about['rows'] + 1}"
    how = {"sheet_name": TAB, "data_range": area, "model_id_field": "guid", "sheet_id_field": "guid",
           "batch_size": about["rows"] + 1, "max_rows": about["rows"] + 1, "max_col": "Z"}  # fmt: skip

    def service() -> Any:
        return build("sheets", "v4", credentials=credentials, client_options={"api_endpoint": about["address"]})

    def one() -> int:
        pull = SheetPullInterface(row_model, about["spreadsheet"], pull_fields="all", **how)
        pull._api = service()
        pull.pull_sheet()
        rows = list(row_model.objects.all())
        changed = known.changed((getattr(row, CODE), getattr(row, MARK)) for row in rows)
        for place, status in changed:
            setattr(rows[place], STATUS, status)
            rows[place].save()
        if changed:
            queryset = row_model.objects.all()
            push = SheetPushInterface(row_model, about["spreadsheet"], queryset=queryset,
                                      push_fields=["guid", *about["fields"]], **how)  # fmt: skip
            push._api = service()
            push.upsert_table()
        return len(changed)

    return one


CONTENDERS: dict[str, Callable[[dict[str, Any]], Pass]] = {
    "vekha, a pass": vekha_pass,
    "vekha sync, whole": vekha,
    "vekha, 10 new ballots": vekha_pass,
    "gspread, cell by cell": gspread_cells,
    "gspread, batch calls": gspread_batch,
    "pygsheets": pygsheets,
    "gspread-pandas": gspread_pandas,
    "django-gsheets": django_gsheets,
}


def main() -> None:
    """Run one contender."""
    try:
        one = CONTENDERS[sys.argv[1]](json.loads(sys.stdin.readline()))
    except ModuleNotFoundError as lacking:
        print(f"{LACKING}{lacking.name}", flush=True)
        return
    one()
    print("ready", flush=True)
    sys.stdin.readline()
    started, worked = time.perf_counter(), time.process_time()
    changed = one()
    seconds, own = time.perf_counter() - started, time.process_time() - worked
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"seconds": seconds, "own": own, "peak_mb": peak, "changed": changed}), flush=True)


if __name__ == "__main__":
    main()
