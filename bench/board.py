"""A pass over a Google board with ten changed rows, by Vekha and by others, side by side in one run.

Everybody talks to the local Google server, in a process of their own, with 100 ms added to each call. Vekha passes
(journal, decisions, summary and log) over its own board of several tabs with protections and formulas; the others read
one plain tab with the same rows, find the ten changed marks («Начато») and write the ten statuses. Two more lines are
Vekha's alone: the whole command, which first reads and checks the configuration (the marks are taken back), and a pass
in which ten rows are ready and ten ballots are opened. Each opens its spreadsheet as its documentation shows. Imports
and a first, warming pass are not counted; «server» is how long the calls took where they were answered; peak memory is
of the whole process with its libraries. Run `make bench`.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from bench.board_contenders import CODE, CONTENDERS, LACKING, MARK, STATUS, TAB
from tests.google.server import Server
from tests.support.google_school import ADMIN, GoogleSchool, make_school
from tests.support.sample import ACT, PLAN

SIZES = (100, 1_000, 5_000)
CHANGED = 10
LATENCY_SECONDS = 0.1
FIELDS = (CODE, "Мероприятие", "Срок", "Исполнители", "Форма результата", MARK, "Результат", "Новый срок",
          "Комментарий", STATUS, "Исполнить до", "Замечание")  # fmt: skip
OURS = {"vekha, a pass": "Начато", "vekha sync, whole": "", "vekha, 10 new ballots": "Готово"}
BEGIN, LATER = "2021-03-01T09:00", "2021-03-02T09:00"


def large_school(server: Server, folder: Path, rows: int) -> GoogleSchool:
    """Give the sample school with so many milestones of one year on a Google board."""
    school = make_school(server, folder)
    path = school.school / "roadmap.yaml"
    roadmap = yaml.safe_load(path.read_text(encoding="utf-8"))
    roadmap["period"] = "2021"
    roadmap["directions"] = [{"number": 1, "title": "Направление", "activities": [
        {"code": f"1.{n}", "title": f"Участие в мероприятии № {n} по профессиональной ориентации обучающихся",
         "term": "март 2021", "executors": ["Рабочая группа"], "result_form": "Методические материалы"}
        for n in range(1, rows + 1)]}]  # fmt: skip
    path.write_text(yaml.safe_dump(roadmap, allow_unicode=True), encoding="utf-8")
    said = school.run("init", now=BEGIN)
    assert said.code == 0, said.err
    for mark in ("Начато", ""):  # the log has its first lines
        change_marks(server, school.book, PLAN, mark)
        said = school.run("sync", now=BEGIN)
        assert said.code == 0, said.err
    return school


def plain_sheet(school: GoogleSchool, table: dict[str, dict[str, Any]]) -> str:
    """Give a spreadsheet with one tab of these rows as plain values, and a column of identifiers."""
    owner = school.client(ADMIN)
    grid = {"rowCount": len(table) + 1, "columnCount": len(FIELDS) + 1}
    tab = {"properties": {"title": TAB, "gridProperties": grid}}
    _, made = owner.call("POST", "/v4/spreadsheets", {"properties": {"title": "Plain"}, "sheets": [tab]})
    values = [["guid", *FIELDS]] + [[f"id-{code}", *(row.get(name) or "" for name in FIELDS)]
                                    for code, row in table.items()]  # fmt: skip
    code, answer = owner.put(made["spreadsheetId"], f"{TAB}!A1", values)
    assert code == 200, answer
    owner.close()
    return str(made["spreadsheetId"])


def change_marks(server: Server, book: str, tab: str, mark: str) -> None:
    """Let the administrator mark ten rows, spread over the tab; what is ready has its result."""
    sheet = server.file(book).book.titled(tab)  # type: ignore[union-attr]
    assert sheet is not None
    texts = [{name: cell.get("userEnteredValue", {}).get("stringValue") for name, cell in row.items()}
             for row in sheet.rows]  # fmt: skip
    head = next(number for number, row in enumerate(texts) if MARK in row.values())
    columns = {text: column for column, text in texts[head].items() if text}
    rows = [n for n in range(head + 1, len(texts)) if texts[n].get(columns[CODE])]
    for row in rows[:: max(len(rows) // CHANGED, 1)][:CHANGED]:
        place = {"sheetId": sheet.id, "rowIndex": row, "columnIndex": columns[MARK]}
        texts_typed = (mark, ACT.format(row)) if mark == "Готово" else (mark,)
        cells = [{"userEnteredValue": {"stringValue": text}} for text in texts_typed]
        request = {"updateCells": {"start": place, "rows": [{"values": cells}], "fields": "userEnteredValue"}}
        server.edit(book, "requests", requests=[request])


def measured(server: Server, name: str, about: dict[str, Any], tab: str, mark: str = "Начато") -> dict[str, Any]:
    """Run one contender in its own process; give what its second pass cost."""
    command = [sys.executable, "-m", "bench.board_contenders", name]
    server.misfortunes.latency_seconds = LATENCY_SECONDS
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        print(json.dumps(about), file=child.stdin, flush=True)
        begun = child.stdout.readline().strip()
        if begun.startswith(LACKING):
            return {"lacking": begun}
        if begun != "ready":
            raise SystemExit(f"{name} did not get ready")
        change_marks(server, about["spreadsheet"], tab, mark)
        server.ledger.reset()
        child.stdin.write("\n")
        child.stdin.flush()
        found: dict[str, Any] = json.loads(child.stdout.readline())
    totals = server.ledger.totals()
    found["calls"], found["bytes"] = totals["calls"], totals["bytes_in"] + totals["bytes_out"]
    found["at_server"] = sum(call.seconds for call in server.ledger.calls)
    assert found["changed"] == CHANGED, found
    return found


def compare(rows: int, names: list[str]) -> None:
    """Print one size."""
    print(f"\n{rows} rows, {CHANGED} changed, {LATENCY_SECONDS * 1000:.0f} ms added to each call")
    heads = f"{'calls':>6}{'bytes':>11}{'seconds':>9}{'server':>8}{'own CPU':>9}{'peak MB':>9}"
    print(f"{'':24}{heads}   calls, bytes, seconds ÷ ours")
    ours: dict[str, Any] = {}
    with Server(verify=False) as server, tempfile.TemporaryDirectory() as folder:
        school = large_school(server, Path(folder), rows)
        common = {"address": server.address, "token": server.token(ADMIN), "rows": rows, "fields": FIELDS}
        table = school.table(PLAN)
        assert len(table) == rows
        common["guids"] = [f"id-{code}" for code in table]
        for name in names:
            if name in OURS:
                about = {"school": str(school.school), "var": str(school.var), "now": LATER, "spreadsheet": school.book}
                found = measured(server, name, about, PLAN, OURS[name])
                ours = ours or found
            else:
                plain = plain_sheet(school, table)
                about = {**common, "spreadsheet": plain, "status_column": FIELDS.index(STATUS) + 2}
                found = measured(server, name, about, TAB)
            server.misfortunes.latency_seconds = 0.0
            if "lacking" in found:
                print(f"{name:24}{found['lacking']}", flush=True)
                continue
            parts = [f"{found[key] / ours[key]:6.2f}" for key in ("calls", "bytes", "seconds")] if ours else []
            ratios = "  ".join(parts)
            print(f"{name:24}{found['calls']:6}{found['bytes']:11,}{found['seconds']:9.2f}{found['at_server']:8.2f}"
                  f"{found['own']:9.2f}{found['peak_mb']:9.0f}   {ratios}", flush=True)  # fmt: skip
    if ours:
        calls, spent = ours["calls"], ours["at_server"]
        print(f"vekha: {ours['seconds'] / spent:.2f} times what its {calls} calls take at this server; "
              f"with its own CPU alone, as on an idle machine, {(spent + ours['own']) / spent:.2f}")  # fmt: skip


def main() -> None:
    """Compare at every size; words choose sizes or contenders."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or list(SIZES)
    names = [name for name in CONTENDERS if name in sys.argv[1:]] or list(CONTENDERS)
    for rows in sizes:
        compare(rows, names)


if __name__ == "__main__":
    main()
