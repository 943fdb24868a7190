"""vekha demo: the story of one milestone, from its first mark to its approval."""

import argparse
import shutil
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from flows.commands import tell
from flows.demo_story import STORY, play
from models.output import command_texts
from models.text import VekhaError

SEED = Path(__file__).resolve().parents[2] / "config" / "school-150"


def run(options: argparse.Namespace) -> int:
    """Play the story in the demo folder inside --var and leave its workbook and letters there."""
    if not SEED.is_dir():
        raise VekhaError(command_texts.DEMO_NEEDS_SEED)
    var = options.var / "demo"
    shutil.rmtree(var, ignore_errors=True)
    steps: list[dict[str, object]] = []
    lines: list[str] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(command_texts.DEMO_PROGRESS, total=len(STORY))
        for step, said in play(SEED, var):
            steps.append({"at": step.at, "told": step.told, "said": said})
            told = [f"{step.at[8:10]}.{step.at[5:7]}.{step.at[:4]}  {step.told}", *(f"    → {each}" for each in said)]
            lines += told
            if not options.json:
                progress.console.file.flush()
                print("\n".join(told), flush=True)
            progress.advance(bar)
    board, letters = var / "board.xlsx", sorted(str(each) for each in (var / "outbox").glob("*.eml"))
    places = [
        command_texts.DEMO_BOARD.format(board=board),
        command_texts.DEMO_LETTERS.format(folder=var / "outbox", number=len(letters)),
    ]
    tell(options, {"steps": steps, "board": str(board), "letters": letters}, places)
    return 0
