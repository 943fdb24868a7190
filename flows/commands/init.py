"""vekha init: make the board, or add what it lacks."""

import argparse

from flows.board import make_board
from flows.commands import tell
from flows.office import open_office


def run(options: argparse.Namespace) -> int:
    """Make the board from the roadmap and say where it is."""
    with open_office(options.school, options.var, options.now) as office:
        made, written = make_board(office)
        file = office.board.place
        what = "Таблица сделана" if made else "Таблица дополнена" if written else "В таблице всё на месте"
        tell(options, {"board": file, "made": made, "cells_written": written}, [f"{what}: {file}"])
    return 0
