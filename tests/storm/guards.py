"""Each guard is taken out in turn, and the storm must find it: `make storm-guards`.

A guard is a replacement of text in a copy of the tree under build/storm; where two guards stand behind one another, so
that one alone is not missed, they go together. Prints how many stories it took.
"""

import argparse
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.google_school import TEACHER

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "storm"
LEFT_OUT = shutil.ignore_patterns(".*", "build", "var", "__pycache__", "*.egg-info")


@dataclass(frozen=True)
class Patch:
    """A text of a file, and what stands in its place where the guard is gone."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Guard:
    """What is guarded, how the guard is taken out, and in which stories that may be seen: options, words of a step."""

    name: str
    patches: tuple[Patch, ...]
    where: tuple[str, ...] = ()
    having: str = ""


QUICK = ("--database", "SQLite", "--mail", "files")  # where nothing else is needed
WORKBOOK, SHEET = (*QUICK, "--board", "workbook"), (*QUICK, "--board", "Google")
POSTGRES, SMTP = ("--database", "PostgreSQL"), ("--mail", "SMTP")
CROWD = ("--crowd",)
BOOK, PLACE = "tasks/xlsx/board.py", "models/observation/observe.py"
GUARDS = (
    Guard(
        "exchange looked at: a save in the last moment stands again",
        (Patch(BOOK, "elif token_of(draft.read_bytes()) != token:", "elif False:"),),
        WORKBOOK,
        r"saves at step 1 of exchange",
    ),
    Guard(
        "board changed since it was read, and the exchange looked at",
        (
            Patch(BOOK, "if token_of(data) != token:\n", "if False:\n"),
            Patch(BOOK, "elif token_of(draft.read_bytes()) != token:", "elif False:"),
        ),
        WORKBOOK,
        r"saves at step 1 of exchange",
    ),
    Guard(
        "passes on a workbook take turns",
        (Patch(BOOK, "mine = wait_for_lock(handle, TURN_SECONDS)", "mine = True"),),
        (*WORKBOOK, *CROWD),
        r"race.*sync.*exchange",
    ),
    Guard(
        "journal moved: its head, and one fact for one position",
        (
            Patch(
                "tasks/database/journal.py",
                "if (actual.position, actual.digest) != (head.position, head.digest):",
                "if False:",
            ),
            Patch(
                "tasks/database/journal.py",
                "raise JournalMoved(journal_texts.JOURNAL_MOVED) from error",
                "raise",
            ),
        ),
        (*SHEET, *CROWD),
        r"together.*(sync.*accept|accept.*sync|sync.*sync)",
    ),
    Guard(
        "save number: an older copy is doubted",
        (Patch(PLACE, "if sightings.save and (view.save is None or view.save < sightings.save):", "if False:"),),
        WORKBOOK,
        r"older",
    ),
    Guard(
        "doubt: cells that moved",
        (Patch(PLACE, "kinds |= dict.fromkeys(moved(sightings, cells, rules.moved_rows), DoubtKind.MOVED)", "pass"),),
        WORKBOOK,
        r"shift",
    ),
    Guard(
        "doubt: cells emptied in bulk",
        (
            Patch(
                PLACE,
                "kinds |= dict.fromkeys(emptied(school, known, sightings, cells), DoubtKind.EMPTIED)",
                "pass",
            ),
        ),
        WORKBOOK,
        r"empty",
    ),
    Guard(
        "accepting what still stands only",
        (Patch("models/observation/accepting.py", "if shown.get(doubt.unit, {}) == doubt.shown)", ")"),),
        (*WORKBOOK, *CROWD),
        r"together.*accept",
    ),
    Guard("quorum", (Patch("models/school/workflow.py", "return voters // 2 + 1", "return 1"),), WORKBOOK, r"round"),
    Guard(
        "one letter a person a day: its unique key",
        (
            Patch("tasks/database/pass_rows.py", "if each.key not in held", ""),
            Patch(
                "tasks/database/pass_rows.py",
                '.on_conflict_do_nothing(index_elements=["school", "person", "day", "cause"])',
                "",
            ),
        ),
        (*WORKBOOK, *CROWD),
        r"together.*letters.*letters",
    ),
    Guard(
        "a letter belongs to the one worker that claimed it",
        (Patch("tasks/database/outbox.py", "first.with_for_update(skip_locked=True) if lock else first", "first"),),
        ("--board", "workbook", *POSTGRES, *SMTP, *CROWD),
        r"together.*deliver.*deliver",
    ),
    Guard(
        "what became of a letter is kept until the database takes it",
        (Patch("flows/mail/hand_over.py", "insist(keep, VekhaError, KEEPING)", "keep()"),),
        (*WORKBOOK, *SMTP),
        r"post.*(refused|disk full) at step .* of (commit|write)",
    ),
    Guard(
        "a letter without an answer goes again",
        (
            Patch(
                "tasks/mail/smtp.py",
                "return SendResult(Result.UNKNOWN, mail_texts",
                "return SendResult(Result.SENT, mail_texts",
            ),
        ),
        (*WORKBOOK, *SMTP),
        r"post.*(broken off|killed before) at step . of letter",
    ),
    Guard(
        "a write without an answer is read back, and of two writes the second is refused",
        (
            Patch(
                "tasks/google/faults.py",
                "return BoardChanged(google_texts.UNKNOWN_OUTCOME)",
                "return BoardRefused(google_texts.UNKNOWN_OUTCOME)",
            ),
            Patch("tasks/google/board.py", "begin = generation(grid, self._piece)", "begin = []"),
        ),
        SHEET,
        r"answer lost at step . of all at Google",
    ),
    Guard(
        "a write without an answer is nobody else's",
        (
            Patch(
                "flows/passes/attempt.py",
                "known_save = tried if view.save == tried else looks.save",
                "known_save = looks.save",
            ),
        ),
        SHEET,
        r"answer lost at step . of all at Google",
    ),
    Guard(
        "generation: of two writes the second is refused",
        (Patch("tasks/google/board.py", "begin = generation(grid, self._piece)", "begin = []"),),
        (*SHEET, *CROWD),
        r"together.*sync.*sync",
    ),
    Guard(
        "protection: nobody writes into another's column",
        (Patch("tasks/google/protections.py", "list(self.editors),", f"[*self.editors, {TEACHER!r}],"),),
        SHEET,
        r"foreign",
    ),
    Guard(
        "restoring leaves a school that stands alone",
        (Patch("flows/copies/restore.py", 'if said["school"] in schools_known(target):', "if False:"),),
        (*WORKBOOK, *CROWD),
        r"together.*backup[\s\S]*together.*restore",
    ),
    Guard(
        "drafts of killed commands go",
        (
            Patch("tasks/folder/runs.py", "            clear_old_drafts(folder)\n", "            pass\n"),
            Patch("tasks/mail/mailer.py", "        clear_old_drafts(self._folder)\n", ""),
        ),
        WORKBOOK,
        r"post.*half written",
    ),
    Guard(
        "facts and what was seen in one transaction",
        (
            Patch(
                "tasks/database/journal.py",
                "            queued = wished.news(connection).keep(connection)",
                "        with writing(self._engine) as connection:\n"
                "            queued = wished.news(connection).keep(connection)",
            ),
        ),
        WORKBOOK,
        r"torn.*(killed after|refused|answer lost)",
    ),
)


def taken_out(guard: Guard, place: Path) -> None:
    """A copy of the tree without the guard."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(ROOT, place, ignore=LEFT_OUT)
    for patch in guard.patches:
        file = place / patch.file
        text = file.read_text(encoding="utf-8")
        assert patch.old in text, f"{patch.file} has no {patch.old!r}"
        file.write_text(text.replace(patch.old, patch.new), encoding="utf-8")


def needed(guard: Guard, chosen: argparse.Namespace) -> tuple[int | None, str]:
    """How many stories the storm needs to find that the guard is gone, and what it says; None where it does not."""
    place = BUILD / "guard"
    taken_out(guard, place)
    length = ("--length", str(chosen.length))
    words = ["--seed", str(chosen.seed), "--seeds", str(chosen.stories), "--jobs", str(chosen.jobs)]
    command = [sys.executable, "-m", "tests.storm", "--first", "--shrink", "0", *words, *guard.where, *length]
    command += ["--having", guard.having]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    played = re.search(r"^(\d+) stories", done.stdout, re.MULTILINE)
    if played is None:
        raise SystemExit(f"{guard.name}: the storm broke down:\n{done.stdout}{done.stderr}")
    seed = re.search(r"^seed (\d+) .*\n(.*)", done.stdout, re.MULTILINE)
    if seed is None:
        return None, ""
    again = [*command[:3], "--seed", seed[1], "--seeds", "1", "--jobs", "1", "--shrink", "0", *guard.where, *length]
    whole = subprocess.run(again, cwd=ROOT, capture_output=True, text=True, check=False)
    return int(seed[1]) - chosen.seed + 1, f"{seed[2]}{' (THE SAME WITH THE GUARD)' if whole.returncode else ''}"


def main() -> int:
    """Take each guard out and print how many stories it took; 1 where one was not found."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm.guards", description=main.__doc__)
    parser.add_argument("--of", default="", metavar="WORD", help="guards with this word in their names only")
    parser.add_argument("--stories", type=int, default=300, help="at most so many for each")
    parser.add_argument("--length", type=int, default=16, help="steps of each story")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    missed = 0
    for guard in (each for each in GUARDS if chosen.of in each.name):
        number, said = needed(guard, chosen)
        missed += number is None
        found = f"found after {number}: {said}" if number is not None else f"not found in {chosen.stories}"
        print(f"{guard.name}: {found}", flush=True)
    shutil.rmtree(BUILD, ignore_errors=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
