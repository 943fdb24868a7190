"""What an import understands of a document, written as lines a person can compare."""

from functools import cache
from pathlib import Path

from models.imported import Imported, ImportedActivity, understand_document
from models.period import Period
from models.posts import Posts
from tasks.configuration import load
from tasks.dictionary import lexicon_for
from tasks.documents import read_document

ROOT = Path(__file__).parents[1]


@cache
def posts() -> Posts:
    """The dictionary that comes with Vekha."""
    return load(ROOT / "config" / "posts.yaml", Posts)


def understood(file: Path, period: str = "") -> Imported:
    """The document understood as the command does it."""
    document = read_document(file)
    known = posts()
    return understand_document(
        document, lexicon_for(document, known.spellings()), known, Period.parse(period) if period else None
    )


def lines(imported: Imported) -> list[str]:
    """A direction as «[1] title»; an activity as «code | title | term → dues | executors | result form»."""
    found = []
    for direction in imported.directions:
        found.append(f"[{direction.number}] {direction.title}")
        found += [_line(activity) for activity in direction.activities]
    return found


def _line(activity: ImportedActivity) -> str:
    term = activity.term
    dues = "?" if term.unclear else ", ".join(one.due.strftime("%d.%m.%y") for one in term.occurrences)
    parts = (activity.title, f"{term.text} → {dues}", "; ".join(activity.posts()), activity.result_form)
    return " | ".join((activity.code, *(part or "—" for part in parts)))


def doubts(imported: Imported) -> list[str]:
    """Every problem as «where: found»."""
    return [f"{problem.where}: {problem.found}" for problem in imported.problems]
