"""Importing a document: read it, look its words up, understand it, propose files."""

from pathlib import Path

from models.evidence import EvidenceRules
from models.import_report import report_text
from models.imported import Imported, understand_document
from models.period import Period
from models.posts import Posts
from models.problems import VekhaError
from models.proposals import Settlements, people_text, period_of, roadmap_text
from models.wording import count
from tasks.configuration import load
from tasks.dictionary import lexicon_for
from tasks.documents import read_document
from tasks.proposed_files import refuse_to_overwrite, write_files

FILES = ("roadmap.yaml", "people.yaml", "import.md")
_SHARED = Path(__file__).parents[1] / "config"


def import_document(file: Path, school: Path, period: Period | None, known: Period | None = None) -> Imported:
    """Understand a file as a roadmap; `known` is the period of the one that it amends."""
    posts = load(_rules(school, "posts.yaml"), Posts)
    document = read_document(file)
    return understand_document(document, lexicon_for(document, posts.spellings()), posts, period, known)


def propose(imported: Imported, folder: Path, settled: Settlements, school: Path, file: Path) -> None:
    """Write roadmap.yaml, people.yaml and import.md into a folder, all or none."""
    refuse_to_overwrite(folder, FILES)
    period = period_of(imported)
    if period is None:
        raise VekhaError("Период документа нигде не назван: укажите --period, например --period 2021-2025")
    rules = load(_rules(school, "evidence.yaml"), EvidenceRules)
    texts = (
        roadmap_text(imported, period, settled),
        people_text(imported),
        report_text(imported, period, settled, rules, file.name),
    )
    write_files(folder, dict(zip(FILES, texts, strict=True)))


def _rules(school: Path, name: str) -> Path:
    """The school's own file, else the one shared by its neighbours, else the one that comes with Vekha."""
    files = (school / name, school.parent / name, _SHARED / name)
    return next((file for file in files if file.exists()), files[-1])


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
