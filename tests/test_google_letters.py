"""Letters over the Google board: each row is one click away."""

from pathlib import Path

from tests.at_work import ACT, APPROVAL, PLAN
from tests.google.server import Server
from tests.google_school import make_school

CODE, BALLOT = "1.3/2021", "1.3/2021-1.1"


def test_every_row_of_a_letter_leads_to_its_row_in_the_spreadsheet(tmp_path: Path):
    """A milestone to the plan, a ballot to the approvals; without the board the letters still go, with the codes."""
    with Server() as server:
        school = make_school(server, tmp_path, patience_seconds=5)
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
    alone = school.facts("letters", "daily", "--dry-run", now="2021-04-06T08:00")["letters"]
    assert [each["person"] for each in alone] == [each["person"] for each in letters]
    assert not any("#gid=" in each["text"] for each in alone)
