"""Many stories at once: `python -m tests.storm --seeds 100`; a failing one is told in its shortest form.

python -m tests.storm --seed 17 --seeds 1
"""

import argparse
import multiprocessing
import os
import random
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from tests.storm.story import play, shortest, story


def told(length: int, seed: int) -> tuple[int, Counter[str], list[str]]:
    """A seed with what was done, and what broke, followed by the shortest story that breaks."""
    with tempfile.TemporaryDirectory(prefix="vekha-storm-") as folder:
        steps = story(seed, length)
        played = play(steps, Path(folder) / "school")
        if not played.broken:
            return seed, played.done, []
        fewer = shortest(steps, Path(folder) / "school")
        return seed, played.done, [*played.broken, "the shortest story:", *(f"  {step}" for step in fewer)]


def main() -> int:
    """Play the stories and print what was done; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=main.__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="the first seed")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--length", type=int, default=24, help="steps of each story")
    chosen = parser.parse_args()
    done: Counter[str] = Counter()
    failing = 0
    seeds = range(chosen.seed, chosen.seed + chosen.seeds)
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for seed, counts, broken in pool.imap_unordered(partial(told, chosen.length), seeds):
            done += counts
            failing += bool(broken)
            for line in [f"seed {seed}:", *broken] if broken else []:
                print(line, flush=True)
    print(f"{chosen.seeds} stories from seed {chosen.seed}, {failing} broken: {dict(sorted(done.items()))}")
    return 1 if failing else 0


if __name__ == "__main__":
    raise SystemExit(main())
