"""vekha init: make the board, or add what it lacks."""

import argparse

from flows.commands import tell
from flows.office import open_school
from flows.passes import make_board
from models.board import google_texts
from models.output import command_texts
from models.ownership import Purpose


def run(options: argparse.Namespace) -> int:
    """Make the board from the roadmap and say where it is."""
    with open_school(options.school, options.var, options.now, Purpose.MAKE) as office:
        done = make_board(office)
        place, settings = office.board.place, office.school.settings.board
        what = (
            command_texts.BOARD_MADE
            if done.new
            else command_texts.BOARD_MENDED
            if done.mended
            else command_texts.BOARD_WHOLE
        )
        lines = [f"{what}: {place}"]
        if settings.kind == "google" and settings.spreadsheet is None:
            lines.append(google_texts.WRITE_IT_DOWN.format(place=place))
        tell(options, {"board": place, "made": done.new, "cells_written": done.cells_written}, lines)
    return 0
