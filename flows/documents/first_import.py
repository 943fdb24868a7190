"""Importing a document: read it, look its words up, understand it, propose files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.documents.interview import run_dialogue
from models.checks import SCHOOL
from models.document import Document, Lexicon, Posts
from models.evidence import EvidenceRules
from models.importing import (
    FirstImport,
    Imported,
    Settlement,
    people_text,
    period_of,
    question_texts,
    report_text,
    roadmap_text,
    understand_document,
)
from models.importing import texts as importing_texts
from models.school import Settings
from models.terms import Period
from models.text import VekhaError, spell_day
from tasks.config import load, moment, refuse_to_overwrite, write_files
from tasks.documents import lexicon_for, read_document

FILES = ("roadmap.yaml", "people.yaml", "import.md")
NOTHING_SETTLED = Settlement()
_SHARED = Path(__file__).parents[2] / "config"


@dataclass(frozen=True)
class Source:
    """A file as read once, with its words looked up and the posts that are known."""

    document: Document
    lexicon: Lexicon
    posts: Posts

    def understood(self, period: Period | None, known: Period | None = None) -> Imported:
        """The roadmap in it; `known` is the period of the one that it amends."""
        return understand_document(self.document, self.lexicon, self.posts, period, known)


def open_source(file: Path, school: Path) -> Source:
    """Read a file and look its words up."""
    posts = load(_rules(school, "posts.yaml"), Posts)
    document = read_document(file)
    return Source(document, lexicon_for(document, posts.spellings()), posts)


def refuse(folder: Path) -> None:
    """VekhaError when the folder holds one of the files already: better said before any question."""
    refuse_to_overwrite(folder, FILES)


def asked(file: Path, school: Path, told: Period | None, var: Path, now: str | None) -> tuple[Imported, Settlement]:
    """A file as a person settled it in the terminal."""
    settings = load(school / SCHOOL, Settings) if (school / SCHOOL).exists() else None
    zone = ZoneInfo(settings.time_zone) if settings else ZoneInfo("UTC")
    subject = settling(file, school, told, moment(now, zone, var).astimezone(zone).date())
    settled = subject.outcome(run_dialogue(subject))
    if settled is None:
        raise VekhaError(question_texts.PERIOD_MISSING)
    return settled


def settling(file: Path, school: Path, told: Period | None, today: date) -> FirstImport:
    """A file as something to be settled in a dialogue."""
    source, rules = open_source(file, school), load(_rules(school, "evidence.yaml"), EvidenceRules)
    return FirstImport(source.document, source.lexicon, source.posts, rules, told, today)


def propose(imported: Imported, folder: Path, settlement: Settlement, school: Path, file: Path) -> None:
    """Write roadmap.yaml, people.yaml and import.md into a folder, all or none."""
    period = period_of(imported)
    if period is None:
        raise VekhaError(importing_texts.PERIOD_UNNAMED)
    rules = load(_rules(school, "evidence.yaml"), EvidenceRules)
    texts = (
        roadmap_text(imported, period, settlement),
        people_text(imported),
        report_text(imported, period, settlement, rules, file.name),
    )
    write_files(folder, dict(zip(FILES, texts, strict=True)))


def _rules(school: Path, name: str) -> Path:
    """The school's own file, else the one shared by its neighbours, else the one that comes with Vekha."""
    files = (school / name, school.parent / name, _SHARED / name)
    return next((file for file in files if file.exists()), files[-1])


def import_sentences(imported: Imported, settlement: Settlement = NOTHING_SETTLED) -> list[str]:
    """What was understood and settled, for the terminal."""
    activities = imported.activities()
    lines = [imported.preamble.title] if imported.preamble.title else []
    lines.append(importing_texts.contents(len(imported.directions), len(activities), imported.period))
    for activity in activities:
        settled = settlement.terms.get(activity.code)
        dues = settled.meaning if settled else ", ".join(f"{spell_day(each.due)}" for each in activity.term.occurrences)
        lines.append(f"{activity.code}  {activity.term.text or '—'} → {dues or importing_texts.TERM_UNCLEAR}")
    left = [each for each in imported.problems if each not in settlement.closed]
    if left:
        lines += ["", importing_texts.TO_DECIDE]
        lines += [f"{each.where}: {each.sentence()}" for each in left]
    return lines
