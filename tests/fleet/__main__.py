"""Run as a program: a municipality at work while machines die; exits with 1 where anything was lost, doubled or wrong.

    python -m tests.fleet --schools 200

PostgreSQL, a Prefect server on it, two workers, Google with its quotas and 50 ms to each call; people edit throughout,
one worker is killed and another started, on a machine with the folders of one account's schools alone; the database
and Google go away and come back.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from flows.fleet import deploy_fleet
from tasks.database import read_turns
from tasks.database.engine import reading
from tests.fleet.laws import faults
from tests.fleet.people import People
from tests.fleet.stage import ACCOUNTS, Stage

AWAY_SECONDS = 10
FEW = 100  # a round of so many is over in a minute; more of them are spread over more accounts


class Story:
    """What happens, and when; every wait says for what."""

    def __init__(self, stage: Stage, patience: float) -> None:
        self.stage, self.patience, self.began = stage, patience, time.monotonic()

    def say(self, what: str) -> None:
        """Print with the time since the beginning."""
        print(f"{time.monotonic() - self.began:5.0f} s  {what}", flush=True)

    def wait(self, what: str, come: Callable[[], bool]) -> None:
        """Wait for something; AssertionError where it does not come."""
        end = time.monotonic() + self.patience
        while not come():
            assert time.monotonic() < end, f"in {self.patience:.0f} s there was no {what}"
            time.sleep(2)
        self.say(what)

    def read_since(self, moment: float) -> bool:
        """Whether every board was read since."""
        with self.stage.database() as engine:
            turns = read_turns(engine, self.stage.ids)
        asked = datetime.fromtimestamp(moment, UTC)
        return len(turns) == len(self.stage.ids) and all(read and read > asked for _, read in turns.values())

    def round(self, what: str) -> None:
        """Every board is read from now on."""
        since = time.time()
        self.wait(what, lambda: self.read_since(since))

    def at_rest(self) -> bool:
        """Whether no letter waits to be sent now."""
        with self.stage.database() as engine, reading(engine) as connection:
            asked = text("SELECT count(*) FROM letters WHERE state <> 'sent'")
            return not connection.execute(asked).scalar_one()

    def come_and_go(self) -> None:
        """A school leaves the fleet and comes back: one shard is renewed each time, and nothing by a third look."""
        *others, last = self.stage.ids
        for schools in (others, [*others, last]):
            self.stage.list_schools(*schools)
            done = deploy_fleet(self.stage.fleet)
            held = sum(len(each.schools) for each in done.shards)
            assert (held, bool(done.renewed), done.problems) == (len(schools), True, ()), done
        done = deploy_fleet(self.stage.fleet)
        assert (done.made, done.renewed, done.removed) == ((), (), ()), done
        self.say(f"a school left and came back: {len(done.shards)} shards")

    def tell(self, people: People) -> None:
        """The story from beginning to end."""
        self.stage.start_worker("one")
        self.stage.start_worker("two")
        self.stage.prefect("deployment", "run", "keep-shards/keep-shards")
        self.wait("shards, made by a run", lambda: "shard/" in self.stage.prefect("deployment", "ls"))
        self.round("first round by two workers")
        self.wait("a run at worker one", lambda: self.stage.is_busy("one"))
        self.say(f"worker one is killed, {self.stage.kill_worker('one')} processes")
        self.stage.start_worker("three", ACCOUNTS[0])
        self.round("round with another worker, of one queue")
        self.come_and_go()
        with self.stage.without_postgres():
            self.say("the database is away")
            time.sleep(AWAY_SECONDS)
        self.round("round after the database came back")
        with self.stage.without_google():
            self.say("Google is away")
            time.sleep(AWAY_SECONDS)
        self.round("round after Google came back")
        people.__exit__()
        self.say(f"people go home after {people.edits} edits")
        self.round("last round")
        self.round("a round without any edit")
        self.wait("end of the post", self.at_rest)


def main() -> int:
    """Play it once; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fleet", description=__doc__)
    parser.add_argument("--schools", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=900, help="seconds that anything may take")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vekha-fleet-") as folder:
        os.chmod(folder, 0o755)
        minutes, accounts = (1, 2) if chosen.schools <= FEW else (2, 4)
        most = max(2, chosen.schools // accounts // 2)  # two shards share the quota of an account
        size = {"within": 15, "most": most, "accounts": accounts}
        with Stage(Path(folder), chosen.schools, minutes, **size) as stage:
            story = Story(stage, chosen.patience)
            story.say(f"{chosen.schools} schools")
            stage.prefect("work-pool", "create", "vekha", "--type", "process")
            stage.prefect("--no-prompt", "deploy", "--all")
            stage.google.set_quota(60, 300)
            stage.google.misfortunes.latency_seconds = 0.05
            stage.google.ledger.reset()
            with People(stage, chosen.seed, seconds=1.0) as people:
                story.tell(people)
            stage.google.set_quota(None, None)
            wrong = faults(stage, people)
            answers = stage.google.ledger.totals()["by_code"]
            story.say(f"{len(stage.mail.delivered)} letters, calls by answer: {answers}")
    print("\n".join(wrong) or "every board agrees with its journal, nothing was lost, no letter came twice")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
