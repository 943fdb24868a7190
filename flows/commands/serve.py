"""vekha serve: the board, a first pass, a Prefect server where none is configured, and every schedule until stopped."""

import argparse
import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.commands.sync import sentences_of
from flows.office import open_school
from flows.passes import make_board, run_pass
from flows.schedule import serve
from flows.served import Orders, begin_rehearsal
from models.output import command_texts
from models.ownership import Purpose
from models.school import FilesMail, Settings
from models.text import VekhaError, day
from tasks.config import load, shift
from tasks.processes import Stop, only_one
from tasks.terminal import Progress


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; ends with 0 however it was asked to."""
    folder, var = options.school.resolve(), options.var.resolve()
    settings = load(folder / "school.yaml", Settings)
    stop = Stop()
    with only_one(var):
        begin_rehearsal(folder, var, options.rehearse_from)
        begun = _begin(folder, var, options.now)
        with ExitStack() as running:
            progress = Progress(running)

            def ready(ui: str) -> None:
                password = var / "prefect" / "password"
                facts = {**begun.places, "ui": ui, "password": str(password) if password.exists() else None}
                as_json = [json.dumps(facts, ensure_ascii=False, indent=2)] if options.json else None
                progress.done(as_json or begun.sentences(facts))

            serve(Orders.of(settings, folder, var, options.now, options.port), begun.places, stop, progress.tell, ready)
    return 0


def _begin(folder: Path, var: Path, now: str | None) -> "Beginning":
    """Make the board where it is missing and carry a first pass out; a pass that cannot be done does not stop us."""
    with open_school(folder, var, now, Purpose.MAKE) as office:
        make_board(office)
        transport = office.school.settings.mail.transport
        letters = str(var / transport.folder) if isinstance(transport, FilesMail) else None
        try:
            told = sentences_of(run_pass(office))
        except VekhaError as error:
            told = [str(error)]
        today = office.school.calendar.today(office.now)
        return Beginning({"board": office.board.place, "letters": letters}, told, today, bool(shift(var)))


@dataclass(frozen=True)
class Beginning:
    """Where things are, what the first pass told, and the school's day, which may be a rehearsed one."""

    places: dict[str, str | None]
    told: list[str]
    today: date
    rehearsed: bool

    def sentences(self, facts: dict[str, str | None]) -> list[str]:
        """What a person is told when everything runs."""
        return [
            *self.told,
            *([command_texts.REHEARSED_DAY.format(day=day(self.today))] if self.rehearsed else []),
            command_texts.SERVED_BOARD.format(board=self.places["board"]),
            command_texts.SERVED_LETTERS.format(letters=self.places["letters"] or command_texts.SENT_BY_MAIL),
            f"Prefect:  {facts['ui']}",
            *([command_texts.SERVED_PASSWORD.format(file=facts["password"])] if facts["password"] else []),
            command_texts.HOW_TO_STOP,
        ]
