"""A school played day by day through the flows, with a sink for every letter and a naive secretary who knows better.

`make year` plays whole years, with several crowds; `make test` the first three months of one.
"""

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from flows import jobs as works
from flows.mail import queue_letters
from flows.office import SchoolContext, open_school
from models.letters import LetterKind
from tests.support.year_people import Crowd, settle_in
from tests.support.year_secretary import LABELS, Secretary, Told, read_letter
from tests.support.year_secretary import works as works_on

ZONE = ZoneInfo("Asia/Yekaterinburg")
FIRST = date(2021, 2, 18)
WHOLE = os.environ.get("VEKHA_YEAR")
SEEDS = range(int(WHOLE)) if WHOLE else range(1)
LAST = date(2022, 2, 18) if WHOLE else date(2021, 5, 21)
EDITIONS: tuple[LetterKind, ...] = ("weekly", "monthly", "yearly")


class School:
    """The office at an hour of a day, and the letters that left it."""

    def __init__(self, office: SchoolContext) -> None:
        self.office, self.seen, self.ids = office, set[str](), set[str]()

    def at(self, day: date, clock: str) -> SchoolContext:
        """The office at that hour."""
        return replace(self.office, now=datetime.combine(day, time.fromisoformat(clock), ZONE))

    def sent(self) -> Told:
        """The letters that left since the last look; no letter twice, none for another than its address."""
        folder, found = self.office.var / "outbox", {}
        for file in sorted(folder.glob("*.eml")) if folder.exists() else ():
            if file.name in self.seen:
                continue
            self.seen.add(file.name)
            letter = message_from_bytes(file.read_bytes())
            assert letter["Message-ID"] not in self.ids
            self.ids.add(letter["Message-ID"])
            label, _, address = str(make_header(decode_header(letter["To"]))).partition(" <")
            person = next(each for each, known in LABELS.items() if known == label)
            assert address.rstrip(">") == self.office.school.roster.people[person].address
            assert person not in found, "two letters for one person and day"
            found[person] = (letter["X-Vekha-Kind"], read_letter(text_of(letter)))
        return found


def text_of(letter: Message) -> str:
    """The plain text of a letter."""
    part = next(each for each in letter.walk() if each.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def check(sent: Told, allowed: Told, urgent: set[str], about: str) -> None:
    """Every letter says what the secretary would; who has news has one, who only waits may be left in peace."""
    assert {person: letter for person, letter in allowed.items() if person in sent} == sent, about
    editions = {person for person, (kind, _) in allowed.items() if kind != "daily"}
    assert (editions | (urgent & allowed.keys())) <= sent.keys(), about


@pytest.mark.parametrize("seed", SEEDS)
def test_through_a_year_everybody_gets_the_letters_they_should_and_no_other(tmp_path: Path, seed: int) -> None:
    """Every day, days off included; letters are queued twice, at night too, by every command, and delivered twice.

    On some mornings the machine is off: what was to be told comes in the next letter.
    """
    at_work, off = settle_in(tmp_path), Random(f"off {seed}")
    assert at_work.run("init", now=f"{FIRST}T00:01").code == 0
    crowd, secretary, count = Crowd(at_work, Random(f"crowd {seed}")), Secretary(), 0
    with open_school(at_work.school, at_work.var, f"{FIRST}T00:02") as office:
        school, day = School(office), FIRST
        while day <= LAST:
            awake = off.random() > 0.15
            expected: Told = {}
            if works_on(day) and awake:
                works.one_pass(school.at(day, "00:05"))
                expected = secretary.letters(day, *crowd.board(), crowd.faulty, crowd.strange)
                if day.day % 2:  # on the others they are queued at eight
                    works.letters(school.at(day, "06:30"))
                    works.delivery(school.at(day, "06:31"))
                    assert school.sent() == {}, f"letters in quiet hours on {day}"
            if awake:
                works.letters(school.at(day, "08:00"))
                works.delivery(school.at(day, "08:01"))
                sent = school.sent()
                check(sent, expected, secretary.urgent if expected else set(), f"letters of {day}, seed {seed}")
                secretary.sent(day, sent)
                count += len(sent)
            if crowd.act(day):
                happened = works.one_pass(school.at(day, "10:30")).done.events
                secretary.begun = secretary.begun or (day if happened else None)
            if day.day % 4 == 0 and awake:
                again = queue_letters(school.at(day, "12:00"), EDITIONS[day.month % 3])
                late = queue_letters(school.at(day, "21:30"), "daily")
                works.delivery(school.at(day, "21:31"))
                assert (again.queued, late.queued, school.sent()) == (0, 0, {}), f"a second letter on {day}"
            day += timedelta(days=1)
    assert count > (LAST - FIRST).days // 2, "nothing was played"
