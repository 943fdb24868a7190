"""A voter's question in the letters: asked of those who answer, told to the asker when it is answered."""

from datetime import date

import pytest

from models.letters import Letter, SectionKind
from tests.support.letter_school import answered, asked, school, submitted, table, walked, written

ON_VOTE = submitted("1.2/2021", "2021-03-25", decide_by="2021-04-12")
QUESTION = asked("1.2/2021", "2021-03-29", "boris", "А где список участников?")
OTHER = asked("1.2/2021", "2021-03-31", "vera", "Кто проверял?")
ANSWER = answered("1.2/2021", "2021-03-31", "Список – в приложении")
NO_WEEKLY = school(weekly=())


def row(letters: tuple[Letter, ...], person: str, kind: SectionKind):
    """The row of a person's section."""
    (letter,) = (each for each in letters if each.person == person)
    return next(section.items[0] for section in letter.sections if section.kind is kind)


def test_a_question_is_put_to_the_one_who_answers_with_the_way_to_reply():
    found = row(written("2021-03-30", [*ON_VOTE, QUESTION], where=NO_WEEKLY).letters, "ivan", SectionKind.QUESTION)
    assert (found.code, found.note) == ("1.2/2021", "Спрашивает «Член рабочей группы 2»: «А где список участников?»")
    assert found.action == "Ответьте в ячейке «Комментарий» на вкладке «План 2021»"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([QUESTION], "30.03 31.03 01.04 05.04 12.04"),  # as the workflow reminds, until it is answered
        ([QUESTION, ANSWER], "30.03"),
        ([QUESTION, OTHER], "30.03 31.03 01.04 02.04 05.04 07.04"),  # another question is told at once, and begins anew
    ],
)
def test_a_question_waits_until_it_is_answered(facts, expected: str):
    """The days on which its executor gets a letter about it; the row itself is due in a month."""
    days = walked("2021-03-29", "2021-04-12", [*ON_VOTE, *facts], where=NO_WEEKLY)
    about = {
        day: [section.kind for one in letters if one.person == "ivan" for section in one.sections]
        for day, letters in days.items() if day > date(2021, 3, 29)
    }  # fmt: skip
    assert " ".join(f"{day:%d.%m}" for day, kinds in about.items() if SectionKind.QUESTION in kinds) == expected


def test_the_one_who_asked_is_told_of_the_answer_and_the_others_are_not():
    """A letter of its own goes to the asker alone; whoever gets one anyway reads question and answer there."""
    days = walked("2021-03-25", "2021-03-31", [*ON_VOTE, QUESTION, ANSWER], where=NO_WEEKLY)
    assert table(days[date(2021, 3, 31)]) == "boris | daily | vote 1.2/2021-1.1"
    found = row(days[date(2021, 3, 31)], "boris", SectionKind.VOTE)
    question = "Вопрос исполнителю («Член рабочей группы 2»): «А где список участников?», ответ – в комментарии"
    assert question in found.note
    assert "Список – в приложении" in found.said
    others = written("2021-04-01", [*ON_VOTE, QUESTION, ANSWER], where=NO_WEEKLY).letters
    assert question in row(others, "anna", SectionKind.VOTE).note
