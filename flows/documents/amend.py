"""Carrying an amending order out: questions in the terminal, the journal's facts, the new roadmap.yaml."""

from dataclasses import replace
from pathlib import Path

from flows.documents.compare import rewordings
from flows.documents.interview import run_dialogue
from flows.office import SchoolContext, open_school
from flows.passes import run_pass
from flows.retry import retry
from models.amending import AmendmentInterview, AmendOptions, Comparison, compare
from models.amending import texts as amending_texts
from models.checks import ROADMAP, faults_of_school
from models.importing import Imported
from models.ownership import Purpose
from models.text import VekhaError, joined
from tasks.config import stage
from tasks.database import JournalMoved


def ask(folder: Path, var: Path, now: str | None, imported: Imported, options: AmendOptions) -> AmendOptions:
    """The same options with what a person answers in the terminal."""
    with open_school(folder, var, now, Purpose.PREPARE) as office:
        _, known = office.known()
        interview = AmendmentInterview(office.school, known, imported, options, office.now)
    return interview.outcome(run_dialogue(interview))


def apply(
    folder: Path, var: Path, now: str | None, imported: Imported, options: AmendOptions
) -> tuple[Comparison, tuple[str, ...]]:
    """Record what the order does, put the new roadmap.yaml in place, let a pass show it, and say so.

    The journal comes first: a command that died before the file was in place finds its facts there when it is
    repeated, and adds none.
    """

    def attempt() -> tuple[Comparison, tuple[str, ...]]:
        # anew each time: whoever was first may have changed the file
        with open_school(folder, var, now, Purpose.MAKE) as office:
            return _applied(office, imported, options)

    comparison, applied = retry(attempt, JournalMoved)
    return comparison, (*applied, *_shown(folder, var, now)) if applied else ()


def _applied(office: SchoolContext, imported: Imported, options: AmendOptions) -> tuple[Comparison, tuple[str, ...]]:
    head, known = office.known()
    school = office.school
    compared = compare(school, known, rewordings(office), imported, options, office.now)
    if compared.doubts:
        raise VekhaError(amending_texts.settle_first([each.new.code for each in compared.doubts]))
    if not compared.draft.changes:
        return compared, ()
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
    done = amending_texts.applied(str(compared.order), len(compared.draft.events))
    return compared, (done, amending_texts.KEPT_BEFORE.format(copy=str(backup)))


def _shown(folder: Path, var: Path, now: str | None) -> tuple[str, ...]:
    """Let a pass show the order on the board; where none can be made, the next one will."""
    with open_school(folder, var, now, Purpose.MAKE) as office:
        if not office.board.exists():
            return ()
        try:
            held = run_pass(office).held
        except VekhaError as error:
            return (str(error),)
    return (held,) if held else ()
