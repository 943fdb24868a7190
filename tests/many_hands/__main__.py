"""A whole run of many hands: days of edits, then the truth.

    python -m tests.many_hands.__main__ --seed 7 --edits 5000
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

from tests.google.server import Server
from tests.many_hands.laws import Watch, faults
from tests.many_hands.play import BEGIN, ManyHands
from tests.support.google_school import make_school


def play(server: Server, folder: Path, seed: int, edits: int) -> ManyHands:
    """Play until so many edits are done; fail with the seed and everything that is wrong."""
    school = make_school(server, folder, patience_seconds=1)
    watch = Watch()
    hands = ManyHands(school, random.Random(seed), after_pass=watch.look)
    said = school.run("init", now=f"{BEGIN:%Y-%m-%dT%H:%M}")
    assert said.code == 0, said.err
    try:
        while hands.edits < edits:
            hands.day()
        found = [*watch.faults, *faults(hands)]
    finally:
        for client in hands.clients.values():
            client.close()
    assert not found, f"seed {seed}, {hands.edits} edits:\n" + "\n".join(found)
    said = school.run("verify", now=f"{hands.now:%Y-%m-%dT%H:%M}")
    assert said.code == 0, f"seed {seed}: {said.out}{said.err}"
    return hands


def main() -> None:
    """Play one long run and print what was done."""
    parser = argparse.ArgumentParser(prog="python -m tests.many_hands.__main__", description=main.__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--edits", type=int, default=5000)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    with Server(verify=False) as server, tempfile.TemporaryDirectory() as folder:
        hands = play(server, Path(folder), chosen.seed, chosen.edits)
    print(json.dumps(dict(sorted(hands.done.items())), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
