"""Whether the boards of a fleet can be reached: none is read, and Google is asked once for each account."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.checks import Finding, Level
from models.fleet import check_texts as texts
from models.school import GoogleBoardSettings
from models.text import Problem, VekhaError
from tasks.config import Fleet, FleetSchool

Boarded = tuple[FleetSchool, GoogleBoardSettings]


def board_findings(fleet: Fleet) -> Iterator[Finding]:
    """What keeps boards from being read."""
    by_account: dict[str, list[Boarded]] = defaultdict(list)
    for school in fleet.schools:
        board = school.settings.board
        if board.kind == "xlsx":
            file = school.var / board.file
            if school.var.exists() and not file.exists():
                yield Finding(Level.WARNING, Problem(school.id, *texts.NO_WORKBOOK.of(file=file)))
            continue
        from tasks.google import account_of, is_open

        try:
            by_account[account_of(board, school.folder)].append((school, board))
        except VekhaError as fault:
            yield Finding(Level.ERROR, Problem(school.id, str(fault), ""))
        if is_open(board, school.folder):
            yield Finding(Level.ERROR, Problem(school.id, *texts.KEY_OPEN))
    for account, schools in by_account.items():
        yield from _of_account(account, schools)


def _of_account(account: str, schools: Sequence[Boarded]) -> Iterator[Finding]:
    from tasks.google import writable_files

    (first, board), *_ = schools
    try:
        files = writable_files(board, first.folder, os.environ.get("VEKHA_GOOGLE_ADDRESS"))
    except VekhaError as fault:
        yield Finding(Level.ERROR, Problem(account, str(fault), ""))
        return
    missing = [(school, its.spreadsheet) for school, its in schools if its.spreadsheet not in files]
    for school, spreadsheet in missing:
        found = texts.NOT_SHARED if spreadsheet else texts.NO_SPREADSHEET
        yield Finding(Level.ERROR, Problem(school.id, *found.of(account=account, place=spreadsheet)))
    yield Finding.fine(account, texts.BOARDS_FINE.format(reached=len(schools) - len(missing), boards=len(schools)))
