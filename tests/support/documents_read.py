"""What an import understands of a document, written as lines a person can compare."""

from functools import cache
from pathlib import Path

from models.document import Posts
from models.importing import Imported, ImportedActivity, understand_document
from models.terms import Period
from tasks.config import load
from tasks.documents import lexicon_for, read_document

ROOT = Path(__file__).parents[2]


@cache
def posts() -> Posts:
    """The dictionary that comes with Vekha."""
    return load(ROOT / "config" / "posts.yaml", Posts)


def understood(file: Path, period: str = "") -> Imported:
    """The document understood as the command does it."""
    document = read_document(file)
    known = posts()
    lexicon = lexicon_for(document, known.spellings())
    return understand_document(document, lexicon, known, Period.parse(period) if period else None)


def told(imported: Imported) -> str:
    """The title; «[1] direction»; «code | title | term → dues | executors | result»; «~ mended»; «? problem»."""
    preamble = imported.preamble
    order = f", приказ {preamble.order[0]} от {preamble.order[1]:%d.%m.%y}" if preamble.order else ""
    lines = [f"{preamble.title} ({imported.period}{order})"]
    for direction in imported.directions:
        lines.append(f"[{direction.number}] {direction.title}")
        for activity in direction.activities:
            lines.append(_line(activity))
            lines += [f"~ {found} → {mended}".replace("\u00ad", "¬") for found, mended in activity.mended]
    lines += [f"# {note}" for note in imported.notes]
    return "\n".join(lines + [f"? {problem.where}: {problem.found}" for problem in imported.problems])


def _line(activity: ImportedActivity) -> str:
    term = activity.term
    dues = "?" if term.unclear else ", ".join(one.due.strftime("%d.%m.%y") for one in term.occurrences)
    parts = (activity.title, f"{term.text or '—'} → {dues}", "; ".join(activity.posts()), activity.result_form)
    return " | ".join((activity.code, *(part or "—" for part in parts)))
