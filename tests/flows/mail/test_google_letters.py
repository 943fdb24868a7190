"""Letters over the Google board: each row is one click away, and the summary carries the board as a file."""

from contextlib import closing
from email import message_from_bytes
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tests.google.server import Server
from tests.support.cli_school import place
from tests.support.google_school import make_school
from tests.support.sample import ACT, APPROVAL, PLAN

CODE, BALLOT = "1.3/2021", "1.3/2021-1.1"


def test_letters_lead_to_rows_of_the_spreadsheet_and_the_summary_carries_it(tmp_path: Path):
    """A milestone to the plan, a ballot to the approvals; without the board the letters still go, with the codes."""
    with Server() as server:
        school = make_school(server, tmp_path, patience_seconds=2)
        assert school.run("init", now="2021-03-01T09:00").code == 0
        school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1)})
        school.facts("sync", now="2021-03-02T09:00")
        letters = school.facts("letters", "daily", "--dry-run", now="2021-04-06T08:00")["letters"]
        texts = {each["person"]: each["text"] for each in letters}
        for tab, key, reader in ((PLAN, "1.1/2021", "director"), (APPROVAL, BALLOT, "curator")):
            row, _ = school.place(tab, key)
            (link,) = {line.strip() for line in texts[reader].split(f"* {key}")[1].splitlines()[:9] if "#gid=" in line}
            assert link.startswith(f"https://docs.google.com/spreadsheets/d/{school.book}/edit#gid=")
            assert link.endswith(f"&range=A{row}")
        assert school.facts("letters", "weekly", now="2021-04-05T08:00")["queued"] == 6
        school.facts("deliver", now="2021-04-05T08:01")
        (folder,) = school.var.glob("outbox")
        message = message_from_bytes((folder / "2021-04-05-weekly-curator.eml").read_bytes())
        (book,) = (part for part in message.walk() if str(part.get_filename()).endswith(".xlsx"))
        with closing(load_workbook(BytesIO(book.get_payload(decode=True)))) as workbook:
            number, columns = place(workbook[PLAN], CODE)
            assert workbook[PLAN].cell(number, columns["Статус"]).value == "На утверждении"
            assert workbook[PLAN].cell(number, columns["Отметка"]).value == "Готово"
    alone = school.facts("letters", "daily", "--dry-run", now="2021-04-06T08:00")["letters"]
    assert [each["person"] for each in alone] == [each["person"] for each in letters]
    assert not any("#gid=" in each["text"] for each in alone)
