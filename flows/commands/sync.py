"""vekha sync: one pass; as a flow run where a Prefect server is configured."""

import argparse

from flows.clock_check import confirm_clock
from flows.commands import tell
from flows.office import open_school
from flows.passes import Pass, run_pass
from flows.schedule import run_tracked
from models.output import command_texts, event_facts, problem_facts
from models.ownership import Purpose


def run(options: argparse.Namespace) -> int:
    """Carry one pass out and say what happened."""
    if options.clock_is_right:
        confirm_clock(options.var)
    done = run_tracked(options.school, options.var, options.now)
    if done is None:
        with open_school(options.school, options.var, options.now, Purpose.WORK) as office:
            done = run_pass(office)
    tell(options, facts_of(done), sentences_of(done))
    return 0


def facts_of(done: Pass) -> dict[str, object]:
    """What `vekha sync --json` prints."""
    return {
        "events": [event_facts(event) for event in done.events],
        "problems": [problem_facts(problem) for problem in done.problems],
        "letters": done.letters,
        "cells_written": done.cells_written,
        "calls": done.calls,
    }


def sentences_of(done: Pass) -> list[str]:
    """What `vekha sync` prints for people."""
    lines = [f"{event.milestone}: {event.why}" for event in done.events]
    lines += [
        command_texts.PROBLEM.format(where=problem.where, sentence=problem.sentence()) for problem in done.problems
    ]
    if done.held:
        lines.append(done.held)
    return [*lines, command_texts.passed(len(done.events), len(done.problems), done.cells_written)]
