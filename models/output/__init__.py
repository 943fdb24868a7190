"""What do commands and flow runs print?"""

from models.output import artifacts, command_texts, demo_texts, texts
from models.output.artifacts import Artifact
from models.output.facts import (
    amendment_facts,
    code_facts,
    event_facts,
    import_facts,
    outbox_facts,
    problem_facts,
    status_facts,
    term_facts,
)
from models.output.history_facts import history_facts, status_line
from models.output.paper_facts import meeting_facts, report_facts

__all__ = [
    "Artifact",
    "amendment_facts",
    "artifacts",
    "code_facts",
    "command_texts",
    "demo_texts",
    "event_facts",
    "history_facts",
    "import_facts",
    "meeting_facts",
    "outbox_facts",
    "problem_facts",
    "report_facts",
    "status_facts",
    "status_line",
    "term_facts",
    "texts",
]
