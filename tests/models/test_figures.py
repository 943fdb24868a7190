"""One number, one meaning: letter, curve, «Сводка», artifact and status count the same milestones and add up."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from models.journal import Cancelled, JournalState, replay
from models.output import artifacts, status_facts
from models.projection import project
from models.school import Kind, Status
from tests.support.letter_school import Event, at, done, refused, school, standing_on, started, submitted, written

TODAY = date(2022, 1, 3)
FATES = ("nothing", "started", "open", "returned", "done", "done", "cancelled")
WHERE = school(weekly=("curator",))
WORDS = WHERE.workflow.statuses


def lived(random: Random) -> list[Event]:
    """What happened to each milestone in the year, early, in time or late."""
    facts: list[Event] = []
    for milestone in WHERE.milestones:
        code, fate = milestone.code, random.choice(FATES)
        begun = date(2021, 2, 1) + timedelta(days=random.randrange(300))
        ended = str(begun + timedelta(days=random.randrange(30)))
        asked = submitted(code, str(begun), decide_by=ended)
        if fate == "started":
            facts.append(started(code, str(begun)))
        elif fate == "cancelled":
            struck = replace(asked[0], submission=Kind.CANCELLATION)
            facts += [struck, asked[1], Cancelled(milestone=code, seen_at=at(ended, 12), why="Снято", number=1)]
        elif fate != "nothing":
            facts += asked
            facts += [refused(code, ended, "нет списка")] if fate == "returned" else []
            facts += [done(code, ended)] if fate == "done" else []
    return sorted(facts, key=lambda fact: fact.seen_at)


@pytest.mark.parametrize("seed", range(20))
def test_letter_curve_summary_tab_artifact_and_status_add_up(seed: int):
    """Done in time or late counts as done of what was due; done before its day, or without one, as ahead."""
    facts = lived(Random(f"figures {seed}"))
    known = JournalState(states=replay(facts), sightings={})
    every = standing_on(WHERE, known, [], TODAY)
    stands = Counter(each.status for each in every)
    (letter,) = (each for each in written(str(TODAY), facts, where=WHERE, which="yearly").letters if each.summary)
    bar, curve = letter.summary.overall, letter.summary.curve

    assert bar.planned == len(every) - stands[Status.CANCELLED]
    assert bar.done + bar.ahead == stands[Status.DONE]
    rows = status_facts(WHERE, every, at("2022-01-03"))["milestones"]
    assert bar.overdue == sum(row["overdue_days"] > 0 for row in rows)
    parts = letter.summary.directions
    for count in ("planned", "due", "done", "ahead", "overdue"):
        assert sum(getattr(part, count) for part in parts) == getattr(bar, count), count

    without_day = sum(each.status is Status.DONE and each.due is None for each in every)
    now = next(point for point in curve.points if point.day == TODAY)
    assert (now.planned, now.done) == (bar.due, bar.done + bar.ahead - without_day)

    tab = project(WHERE, known, every, facts, TODAY).summary
    (whole,) = (line.cells for line in tab.lines if line.key == "#all")
    shown = {WORDS[status]: whole[WORDS[status]] for status in Status}
    assert shown == {WORDS[status]: stands[status] for status in Status}
    assert (whole["Всего"], whole["Просрочено"]) == (len(every), bar.overdue)

    rows = artifacts.board(WHERE, every, TODAY).says
    totals = Counter({name: sum(row[name] for row in rows) for name in rows[0] if name != "Направление"})
    assert (totals["Вех"], totals["Просрочено"]) == (len(every), bar.overdue)
    assert {word: totals[word] for word in shown} == shown
