"""The story that the tests of the Google board share: a report, its ballot, and how calls and facts are counted."""

from tests.support.google_school import ENGINE, GoogleSchool
from tests.support.sample import ACT, PLAN

CODE, BALLOT = "1.3/2021", "1.3/2021-1.1"
BEGIN, NEXT, LATER = "2021-03-01T09:00", "2021-03-02T09:00", "2021-03-03T09:00"


def kinds(facts: dict) -> list[str]:
    """The kinds of the facts that a pass told."""
    return [event["kind"] for event in facts["events"]]


def submit(school: GoogleSchool) -> None:
    """The executor reports; nobody passes yet."""
    school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1)})


def methods(school: GoogleSchool, since: int) -> list[tuple[str, int]]:
    """The engine's calls since a count: method and code."""
    calls = [each for each in school.server.ledger.calls if each.who == ENGINE and each.spreadsheet == school.book]
    return [(each.method.removeprefix("spreadsheets."), each.code) for each in calls[since:]]


def statuses(school: GoogleSchool) -> dict[str, str | None]:
    """What stands beside each code."""
    return {code: row["Статус"] for code, row in school.table(PLAN).items()}
