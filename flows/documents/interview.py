"""A dialogue in the terminal: each question is shown, each line goes to the core, until nothing is left to ask."""

import argparse
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.documents.first_import import open_source, rules_file
from models.checks import SCHOOL
from models.evidence import EvidenceRules
from models.importing import Answers, Dialogue, FirstImport, Imported, Settlement, Subject, question_texts
from models.school import Settings
from models.terms import Period
from models.text import VekhaError
from tasks.config import load, moment
from tasks.terminal import read_answer, write_line


def run_dialogue(subject: Subject) -> Answers:
    """The answers of a person; at «стоп» or the end of input those given so far. VekhaError at Ctrl-C."""
    dialogue = Dialogue(subject)
    if dialogue.question is None:
        write_line(question_texts.NOTHING_TO_ASK)
        return {}
    write_line(question_texts.OPENING)
    shown = None
    try:
        while (question := dialogue.question) is not None:
            asked = question.ask()
            if shown != (question.key, len(dialogue.given)):
                write_line("", question_texts.progress(*dialogue.progress, asked.heading), *asked.context)
                shown = (question.key, len(dialogue.given))
            line = read_answer(question_texts.prompt(asked.asks, asked.default))
            if line is None:
                write_line(question_texts.INPUT_ENDED)
                break
            dialogue = dialogue.after(line)
            if dialogue.told:
                write_line(dialogue.told)
    except KeyboardInterrupt:
        write_line("")
        raise VekhaError(question_texts.INTERRUPTED) from None
    left = sum(dialogue.answers.get(prompt.key) is None for prompt in subject.questions(dialogue.answers))
    write_line("", question_texts.done(dialogue.answered(), left))
    return dialogue.answers


def asked(file: Path, options: argparse.Namespace, told: Period | None) -> tuple[Imported, Settlement]:
    """A file as a person settled it in the terminal."""
    school = options.school
    settings = load(school / SCHOOL, Settings) if (school / SCHOOL).exists() else None
    zone = ZoneInfo(settings.time_zone) if settings else ZoneInfo("UTC")
    today = moment(options.now, zone, options.var).astimezone(zone).date()
    subject = settling(file, school, told, today, as_list=options.as_list)
    settled = subject.outcome(run_dialogue(subject))
    if settled is None:
        raise VekhaError(question_texts.PERIOD_MISSING)
    return settled


def settling(file: Path, school: Path, told: Period | None, today: date, *, as_list: bool = False) -> FirstImport:
    """A file as something to be settled in a dialogue."""
    source, rules = open_source(file, school, as_list=as_list), load(rules_file(school, "evidence.yaml"), EvidenceRules)
    return FirstImport(source.document, source.lexicon, source.posts, rules, told, today)
