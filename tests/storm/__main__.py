"""Many stories at once: `python -m tests.storm --seeds 100`; a failing one is told in its shortest form.

python -m tests.storm --seed 17 --seeds 1
python -m tests.storm --crowd --seeds 50 --board workbook --database PostgreSQL
"""

import argparse
import multiprocessing
import os
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.storm.faults import GOOGLE, MACHINE, MAIL
from tests.storm.ground import FOLDER, POSTGRES, SHEETS, SMTP, SQLITE, XLSX, Ground, World, hasten, scratch
from tests.storm.steps import Step, Story, story
from tests.storm.story import play, shortest
from tests.support.databases import has_postgres, postgres_server


@dataclass(frozen=True)
class Told:
    """A seed, its story's world and what was done in it; what broke, and the shortest story that breaks it."""

    seed: int
    world: World
    done: Counter[str]
    broken: tuple[str, ...] = ()
    fewer: tuple[Step, ...] = ()


GROUND: Ground
CHOSEN: argparse.Namespace


def start(folder: Path, socket: Path | None, chosen: argparse.Namespace) -> None:
    """Get one worker ready."""
    global GROUND, CHOSEN  # noqa: PLW0603  a worker has nothing else
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    hasten()
    CHOSEN = chosen
    GROUND = Ground(folder / str(os.getpid()), socket)
    GROUND.folder.mkdir()


def drawn(seed: int) -> Story:
    """The story of a seed, in the world that was asked for."""
    told = story(seed, CHOSEN.length, crowd=CHOSEN.crowd)
    world = World(
        CHOSEN.board or told.world.board, CHOSEN.database or told.world.database, CHOSEN.mail or told.world.mail
    )
    if world.database == POSTGRES and not has_postgres():
        world = World(world.board, SQLITE, world.mail)
    return story(seed, CHOSEN.length, world, CHOSEN.crowd)


def tell(seed: int) -> Told | None:
    """Play a seed's story; None where it is not wanted, or no more was to be begun."""
    if time.monotonic() > CHOSEN.until:
        return None
    told = drawn(seed)
    if not re.search(CHOSEN.having, "\n".join(map(str, told.steps))):
        return None
    try:
        played = play(told, GROUND)
    except Exception as error:
        return Told(seed, told.world, Counter(), (f"{type(error).__name__}: {error}",), told.steps)
    if not played.broken:
        return Told(seed, told.world, played.done)
    fewer = shortest(told, GROUND, CHOSEN.shrink) if CHOSEN.shrink else told
    return Told(seed, told.world, played.done, tuple(played.broken), fewer.steps)


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="the first seed")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--length", type=int, default=24, help="steps of each story")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--board", choices=[XLSX, SHEETS])
    parser.add_argument("--database", choices=[SQLITE, POSTGRES])
    parser.add_argument("--mail", choices=[FOLDER, SMTP])
    parser.add_argument("--crowd", action="store_true", help="several commands at once in every second step")
    parser.add_argument("--having", default="", metavar="PATTERN", help="only stories in whose words it is found")
    parser.add_argument("--first", action="store_true", help="stop at the first broken story")
    parser.add_argument("--shrink", type=int, default=300, metavar="SECONDS", help="look so long for a shorter story")
    parser.add_argument("--minutes", type=float, help="begin no story after so many")
    chosen = parser.parse_args()
    chosen.until = time.monotonic() + 60 * (chosen.minutes or 10**6)
    return chosen


def stories(chosen: argparse.Namespace) -> Iterator[Told]:
    """Every story as it ends."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch())
        uses = chosen.database != SQLITE and has_postgres()
        socket = stack.enter_context(postgres_server()) if uses else None
        context = multiprocessing.get_context("fork")
        pool = stack.enter_context(context.Pool(chosen.jobs, start, (folder, socket, chosen)))
        for told in pool.imap_unordered(tell, range(chosen.seed, chosen.seed + chosen.seeds)):
            if told is None:
                continue
            yield told
            if told.broken and chosen.first:
                break
        pool.terminate()
        for left in folder.iterdir():
            shutil.rmtree(left, ignore_errors=True)


def main() -> int:
    """Play the stories and print what was done; 1 where a promise was broken."""
    chosen, began = options(), time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end as well
    done, worlds, failing = Counter[str](), Counter[str](), 0
    for told in stories(chosen):
        done += told.done
        worlds[str(told.world)] += 1
        failing += bool(told.broken)
        if told.broken:
            print(f"seed {told.seed} ({told.world}):", *told.broken, "the shortest story:", sep="\n", flush=True)
            print(*(f"  {step}" for step in told.fewer), sep="\n", flush=True)
    number = worlds.total()
    seconds = (time.monotonic() - began) / max(1, number)
    print(f"{number} stories from seed {chosen.seed} ({dict(sorted(worlds.items()))}), {seconds:.1f} s each")
    for where in (MACHINE, GOOGLE, MAIL):
        kinds = ((name.removeprefix(f"{where}: "), name) for name in sorted(done) if name.startswith(f"{where}: "))
        struck = {kind: done[name] for kind, name in kinds}
        print(f"faults at the {where}: {sum(struck.values())} {struck}")
    print(f"done: { {name: count for name, count in sorted(done.items()) if ': ' not in name} }")
    print(f"violations: {failing}")
    return 1 if failing else 0


if __name__ == "__main__":
    raise SystemExit(main())
