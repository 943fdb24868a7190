"""Importing a document: read it, look its words up, understand it."""

from pathlib import Path

from models.imported import Imported, understand_document
from models.posts import Posts
from models.terms import Period
from models.wording import count
from tasks.configuration import load
from tasks.dictionary import lexicon_for
from tasks.documents import read_document

_SHARED = Path(__file__).parents[1] / "config"


def posts_of(school: Path) -> Posts:
    """The dictionary of posts: the school's own, else the one shared by all."""
    files = (school / "posts.yaml", school.parent / "posts.yaml", _SHARED / "posts.yaml")
    return load(next((file for file in files if file.exists()), files[-1]), Posts)


def import_document(file: Path, school: Path, period: Period | None) -> Imported:
    """Understand a file as a roadmap."""
    posts = posts_of(school)
    document = read_document(file)
    return understand_document(document, lexicon_for(document, posts.spellings()), posts, period)


def sentences_of(imported: Imported) -> list[str]:
    """What was understood, for the terminal."""
    activities = imported.activities()
    lines = [imported.preamble.title] if imported.preamble.title else []
    lines.append(
        f"{count(len(imported.directions), 'направление', 'направления', 'направлений')}, "
        f"{count(len(activities), 'мероприятие', 'мероприятия', 'мероприятий')}, "
        f"период {imported.period or 'не назван'}"
    )
    for activity in activities:
        dues = ", ".join(each.due.strftime("%d.%m.%Y") for each in activity.term.occurrences)
        lines.append(f"{activity.code}  {activity.term.text or '—'} → {dues or 'не определён'}")
    if imported.problems:
        lines += ["", "Что решить человеку:"]
        lines += [f"{each.where}: {each.sentence()}" for each in imported.problems]
    return lines
