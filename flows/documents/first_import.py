"""Importing a document: read it, look its words up, understand it, propose files."""

from dataclasses import dataclass
from pathlib import Path

from models.checks import SCHOOL
from models.document import Document, Lexicon, Posts
from models.evidence import EvidenceRules
from models.importing import (
    Imported,
    Settlement,
    people_text,
    period_of,
    report_text,
    roadmap_text,
    school_text,
    understand_document,
)
from models.importing import texts as importing_texts
from models.terms import Period
from models.text import VekhaError
from tasks.config import load, refuse_to_overwrite, write_files
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


def open_source(file: Path, school: Path, *, as_list: bool = False) -> Source:
    """Read a file and look its words up."""
    posts = load(rules_file(school, "posts.yaml"), Posts)
    document = read_document(file, as_list=as_list)
    return Source(document, lexicon_for(document, posts.spellings()), posts)


def refuse(folder: Path) -> None:
    """VekhaError when the folder holds one of the files already: better said before any question."""
    refuse_to_overwrite(folder, FILES)


def propose(imported: Imported, folder: Path, settlement: Settlement, school: Path, file: Path) -> tuple[str, ...]:
    """Write the proposed files, all or none, and list them; a school.yaml that is there stays."""
    period = period_of(imported)
    if period is None:
        raise VekhaError(importing_texts.PERIOD_UNNAMED)
    rules = load(rules_file(school, "evidence.yaml"), EvidenceRules)
    texts = (
        roadmap_text(imported, period, settlement),
        people_text(imported, settlement.roles),
        report_text(imported, period, settlement, rules, file.name),
    )
    made = dict(zip(FILES, texts, strict=True))
    if not (folder / SCHOOL).exists():  # a folder that is a school already keeps its own
        made[SCHOOL] = school_text(imported)
    write_files(folder, made)
    return tuple(made)


def rules_file(school: Path, name: str) -> Path:
    """The school's own file, else the one shared by its neighbours, else the one that comes with Vekha."""
    files = (school / name, school.parent / name, _SHARED / name)
    return next((file for file in files if file.exists()), files[-1])
