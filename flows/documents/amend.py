"""Carrying an amending order out: questions in the terminal, the journal's facts, the new roadmap.yaml."""

from dataclasses import replace
from pathlib import Path

from flows.documents.compare import AmendOptions, Compared, compared_with
from flows.documents.interview import run_dialogue
from flows.office import SchoolContext, open_school
from flows.passes import run_pass
from flows.retry import retry
from models.amending import AmendmentInterview, named_order
from models.amending import texts as amending_texts
from models.checks import ROADMAP, faults_of_school
from models.importing import Imported
from models.text import VekhaError, joined
from tasks.config import stage
from tasks.database import JournalMoved


def ask(folder: Path, var: Path, now: str | None, imported: Imported, wishes: AmendOptions) -> AmendOptions:
    """The same wishes with what a person answers in the terminal."""
    with open_school(folder, var, now) as office:
        _, _, known = office.known()
        school = office.school
        today = school.calendar.today(office.now)
        order = wishes.order or named_order(school.roadmap, imported)
        subject = AmendmentInterview(
            school, known, imported, order, office.now, today, wishes.same or {}, wishes.reopen
        )
    answers = run_dialogue(subject)
    return replace(
        wishes,
        order=subject.named(answers),
        same=subject.told_same(answers),
        reopen=subject.reopened(answers),
        settled=subject.settled(answers),
    )


def apply(folder: Path, var: Path, now: str | None, imported: Imported, wishes: AmendOptions) -> Compared:
    """Record what the order does, put the new roadmap.yaml in place, and let a pass show it.

    The journal comes first: a command that died before the file was in place finds its facts there when it is
    repeated, and adds none.
    """

    def attempt() -> Compared:
        with open_school(folder, var, now) as office:  # anew each time: whoever was first may have changed the file
            return _applied(office, imported, wishes)

    done = retry(attempt, JournalMoved)
    return replace(done, after=_shown(folder, var, now)) if done.applied else done


def _applied(office: SchoolContext, imported: Imported, wishes: AmendOptions) -> Compared:
    head, recorded, known = office.known()
    school = office.school
    compared = compared_with(school, known, (each.event for each in recorded), imported, wishes, office.now)
    if compared.doubts:
        raise VekhaError(amending_texts.settle_first([each.new.code for each in compared.doubts]))
    if not compared.draft.changes:
        return compared
    if compared.order is None:
        raise VekhaError(amending_texts.ORDER_NEEDED)
    faults = faults_of_school(replace(school, roadmap=compared.draft.roadmap))
    if faults:
        raise VekhaError("\n".join(joined((each.found, each.hint)) for each in faults))
    staged = stage(office.folder / ROADMAP, school.roadmap, compared.draft.roadmap)
    try:
        staged.check()
        office.journal.record(head, compared.draft.events, now=office.now)
        backup = staged.put(office.var / "backups", office.now)
    finally:
        staged.drop()
    return replace(compared, applied=True, backup=backup)


def _shown(folder: Path, var: Path, now: str | None) -> tuple[str, ...]:
    """Let a pass show the order on the board; where none can be made, the next one will."""
    with open_school(folder, var, now) as office:
        if not office.board.exists():
            return ()
        try:
            held = run_pass(office).held
        except VekhaError as error:
            return (str(error),)
    return (held,) if held else ()
