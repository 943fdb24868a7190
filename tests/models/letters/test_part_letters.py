"""Who is asked for a part, when, and in which letter: within one letter a person and day, and not all year."""

from dataclasses import replace
from datetime import date

import pytest

from models.board import columns as b
from models.journal import Contributed, Part
from models.letters import SectionKind
from models.text import Mender, Problem
from tests.support.letter_school import (
    Absence,
    Event,
    at,
    done,
    refused,
    roster,
    school,
    submitted,
    table,
    walked,
    written,
)

CODE = "2.1/2021"


def teachers(rule: str = "each", *absences: Absence):
    """The school whose working group (Анна heads it, with Борис and Вера) contributes to 2.1, due at the end of May."""
    people = roster(*absences)
    posts = tuple(
        each.model_copy(update={"parts": rule}) if each.title == "Рабочая группа" else each for each in people.posts
    )
    return school(people.model_copy(update={"posts": posts}), weekly=())


def part(who: str, day: str) -> Event:
    """Somebody contributed."""
    line = Part(f"Вклад {len(who)}", who, "Провели занятие для наставников", amount=10)
    return Contributed(milestone=CODE, seen_at=at(day), why="внесён вклад", part=line)


def asked(rule: str, facts: list[Event]) -> dict[str, list[str]]:
    """Person → the days on which a letter asked for a part, from March to the middle of June."""
    days: dict[str, list[str]] = {}
    for day, letters in walked("2021-03-01", "2021-06-11", facts, where=teachers(rule)).items():
        assert len({letter.person for letter in letters}) == len(letters)
        for letter in letters:
            if any(section.kind is SectionKind.PARTS for section in letter.sections):
                days.setdefault(letter.person, []).append(f"{day:%d.%m}")
    return days


def test_holders_without_a_part_hear_when_it_is_due_soon_and_overdue():
    """The head has the row itself in the letter, which names who is missing."""
    assert asked("each", [part("vera", "2021-05-20")]) == {
        "boris": ["11.05", "20.05", "26.05", "28.05", "01.06", "02.06", "03.06", "04.06", "08.06"],
        "vera": ["11.05"],
    }


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ([], True),
        (submitted(CODE, "2021-05-20"), False),
        ([*submitted(CODE, "2021-05-20"), refused(CODE, "2021-05-24", "нет списка")], True),
        ([*submitted(CODE, "2021-05-20"), done(CODE, "2021-05-24")], False),
    ],
)
def test_no_part_is_asked_of_what_voters_decide_or_is_done(facts: list[Event], asks: bool):
    letters = written("2021-05-28", facts, where=teachers()).letters
    told = {letter.person for letter in letters for each in letter.sections if each.kind is SectionKind.PARTS}
    assert told == ({"boris", "vera"} if asks else set())


def test_where_one_part_is_enough_nobody_is_asked_once_it_is_there():
    assert asked("any", [part("boris", "2021-05-12")]) == {"boris": ["11.05"], "vera": ["11.05"]}


def test_a_letter_says_where_to_write_and_for_whom():
    absence = Absence(person="boris", since=date(2021, 5, 1), until=date(2021, 6, 1), substitute="sofia")
    letters = written("2021-05-28", [part("vera", "2021-05-20")], where=teachers("each", absence)).letters
    assert table(letters).splitlines()[-2:] == [f"anna | daily | due_soon {CODE}", f"sofia | daily | parts {CODE}"]
    item = letters[-1].sections[0].items[0]
    assert (item.note, item.action) == (
        "Вы замещаете: Член рабочей группы 2. Вклады: внесли 1 из 3, участников 10",
        f"Впишите строку на вкладке «Вклады»: код {CODE}, «Кто» – Член рабочей группы 2",
    )
    assert letters[-2].sections[0].items[0].note == "Вклады: внесли 1 из 3, участников 10"


@pytest.mark.parametrize(("day", "subject"), [("2021-05-28", ""), ("2021-05-31", ""), ("2021-06-01", ":late")])
def test_a_part_is_another_subject_once_it_is_late(day: str, subject: str):
    """By these words outboxes know what was told."""
    letters = written(day, where=teachers()).letters
    told = [letter.subjects for letter in letters if letter.person == "vera"]
    assert told == [(f"parts:{CODE}:2021-05-31{subject}",)]


def test_who_stands_in_for_two_is_told_for_both_and_writes_the_first_ones_line():
    away = [Absence(person=person, since=date(2021, 5, 1), substitute="sofia") for person in ("boris", "vera")]
    letters = written("2021-05-28", where=teachers("each", *away)).letters
    (item,) = (letter.sections[0].items[0] for letter in letters if letter.person == "sofia")
    assert item.note.startswith("Вы замещаете: Член рабочей группы 2 и Член рабочей группы 3. ")
    assert item.action.endswith("«Кто» – Член рабочей группы 2")


def test_a_line_that_lacks_its_proof_is_told_to_whom_it_names():
    cells = {"Вклад 7": {b.CODE: CODE, b.WHO: "член рабочей группы 3", b.WHAT: "Урок"}}
    fault = Problem("Вклад 7", "Нужна ссылка", "Допишите строку")
    letters = written("2021-03-03", problems=[fault], where=teachers(), sightings=cells).letters
    assert table(letters) == "vera | daily | incomplete Вклад 7"
    curators = replace(fault, mender=Mender.CURATOR)
    assert "vera" not in table(written("2021-03-03", problems=[curators], where=teachers(), sightings=cells).letters)
    stranger = replace(fault, where="Вклад 8")
    assert "vera" not in table(written("2021-03-03", problems=[stranger], where=teachers(), sightings=cells).letters)
