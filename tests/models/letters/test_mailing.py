"""Who gets which letter on which day, in tables that a secretary could read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.approval.texts import NO_ROUTE
from models.approval.vote_texts import jammed
from models.letters import DeliveryContext, Letter, SectionKind, summary_texts
from models.text import Mender, Problem
from tests.support.letter_school import (
    WORKFLOW,
    Absence,
    Event,
    approved,
    done,
    refused,
    roster,
    school,
    started,
    submitted,
    table,
    walked,
    written,
)

WATCHED = school(weekly=("director",))
NO_WEEKLY = {"where": school(weekly=())}
HOLIDAY_MONDAY = {"where": school(days_off=[date(2021, 4, 5)])}
RETURNED = [*submitted("1.1/2021", "2021-03-20"), refused("1.1/2021", "2021-03-24", "нет ссылки")]
ON_VOTE = submitted("1.2/2021", "2021-03-25", decide_by="2021-04-01", result="План https://school150.ru/plan")


def rows(text: str) -> str:
    """The lines of an indented table."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def item(letters: tuple[Letter, ...], person: str, kind: SectionKind):
    """The first row of a section of a person's letter."""
    sections = next(letter.sections for letter in letters if letter.person == person)
    return next(section.items[0] for section in sections if section.kind is kind)


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("2021-03-25", [], ""),
        ("2021-03-26", [], "kira | daily | unblock 1.4 | due_soon 1.1/2021"),
        ("2021-03-31", [], ""),
        ("2021-04-01", [], "kira | daily | unblock 1.4 | overdue 1.1/2021"),
        ("2021-03-25", RETURNED, "kira | daily | unblock 1.4 | returned 1.1/2021"),
        ("2021-03-25", ON_VOTE, "anna | daily | vote 1.2/2021-1.1"),
        ("2021-03-25", [*ON_VOTE, approved("1.2/2021", "2021-03-25", "anna")], "boris | daily | vote 1.2/2021-1.1"),
        ("2021-04-01", [*submitted("1.1/2021", "2021-03-20"), done("1.1/2021", "2021-03-22")], ""),
    ],
)
def test_the_first_letter_of_a_day_goes_to_whom_something_waits_for(day: str, facts: list[Event], expected: str):
    """The first in the people file who gets a letter; the unclear 1.4 stands only in a letter that goes anyway."""
    letters = walked("2021-02-24", day, facts, **NO_WEEKLY)[date.fromisoformat(day)]
    assert table(letters).partition("\n")[0] == expected


def test_one_letter_gathers_everything_that_waits_for_a_person():
    """The one who answers for two rows and votes on a third gets one letter with three sections."""
    facts = [*submitted("2.1/2021", "2021-03-20"), refused("2.1/2021", "2021-03-22", "нет списка"), *ON_VOTE]
    assert table(written("2021-04-06", facts, [Problem("2.1/2021", "Нет даты", "Впишите")]).letters) == rows("""
        kira | daily | unblock 1.4 | overdue 1.1/2021
        anna | daily | returned 2.1/2021 | vote 1.2/2021-1.1
        boris | daily | vote 1.2/2021-1.1
        vera | daily | vote 1.2/2021-1.1
    """)


@pytest.mark.parametrize("day", ["2021-04-03", "2021-04-04"])
def test_nobody_gets_a_letter_on_a_day_off(day: str):
    """On Saturday and Sunday the overdue row waits for Monday."""
    assert written(day).letters == ()


def test_a_working_saturday_is_a_day_of_letters():
    """A moved working Saturday is like any other working day."""
    moved = school(weekly=(), working=[date(2021, 4, 3)])
    assert table(written("2021-04-03", where=moved).letters) == "kira | daily | unblock 1.4 | overdue 1.1/2021"


def test_nobody_gets_a_letter_when_nothing_waits():
    """In February nothing is due, late, returned or voted on."""
    assert written("2021-02-10").letters == ()


@pytest.mark.parametrize(
    ("day", "which", "expected"),
    [
        ("2021-04-05", "daily", "kira weekly, ivan daily"),
        ("2021-04-05", "weekly", "kira weekly"),
        ("2021-04-05", "monthly", ""),
        ("2021-04-06", "daily", "kira daily, ivan daily"),
        ("2021-04-06", "weekly", ""),
    ],
)
def test_the_weekly_summary_takes_the_place_of_the_daily_letter_whichever_runs_first(day, which, expected):
    """On the first working day of the week those who get the summary get it instead."""
    facts = [*submitted("1.2/2021", "2021-03-20"), refused("1.2/2021", "2021-03-22", "нет плана")]
    letters = written(day, facts, which=which).letters
    assert ", ".join(f"{letter.person} {letter.kind}" for letter in letters) == expected


def test_after_a_holiday_monday_the_summary_comes_on_tuesday():
    """The first working day of the week is not always Monday."""
    assert written("2021-04-05", **HOLIDAY_MONDAY).letters == ()
    assert [letter.kind for letter in written("2021-04-06", **HOLIDAY_MONDAY).letters] == ["weekly"]


def test_the_weekly_letter_carries_the_persons_own_sections():
    """The curator's own overdue row stands in the summary letter too."""
    (letter,) = written("2021-04-05").letters
    assert [str(section.kind) for section in letter.sections] == ["unblock", "overdue"]
    assert letter.summary is not None


def test_no_day_of_a_year_gives_a_person_two_letters():
    """Both commands of a day together give every person one letter, whichever runs first, on working days only."""
    where = school(weekly=("curator", "working_group"))
    for number in range(365):
        day = date(2021, 1, 1) + timedelta(days=number)
        both = [
            letter
            for which in (("daily", "weekly"), (None, "monthly"), (None, "yearly"))[number % 3]
            for letter in written(day.isoformat(), RETURNED, where=where, which=which).letters
        ]
        keys: dict[object, Letter] = {}
        for letter in both:
            assert keys.setdefault(letter.key, letter) == letter, "the second command would say something else"
        assert not both or where.calendar.is_working(day)


def test_a_row_is_announced_on_exactly_the_days_that_the_workflow_names():
    """A letter goes 14, 7, 3 and 1 working days before the due date, and on no other day."""
    days = walked("2021-04-01", "2021-04-30", **NO_WEEKLY)
    told = [day for day, letters in days.items() if any(letter.person == "ivan" for letter in letters)]
    calendar = school().calendar
    assert [calendar.working_days_between(day, date(2021, 4, 30)) for day in told] == [14, 7, 3, 1]


def test_a_letter_that_goes_anyway_lists_what_is_due_within_the_longest_notice():
    """Five working days before the end a returned row takes the other one along."""
    facts = [*submitted("1.3/2021", "2021-12-01"), refused("1.3/2021", "2021-12-02", "нет отчёта")]
    letters = written("2021-12-20", facts, **NO_WEEKLY).letters
    assert "zoya | daily | returned 1.3/2021" in table(letters)


def test_an_overdue_row_that_was_marked_but_lacks_something_is_to_be_mended_not_marked_again():
    """«Готово» stands there already."""
    faults = [[], [Problem("1.1/2021", "Нужна ссылка", "Допишите")]]
    ways = [item(written("2021-04-06", (), faulty).letters, "kira", SectionKind.OVERDUE).action for faulty in faults]
    assert ways == [
        "Отметьте «Готово» или «Прошу перенести» на вкладке «План 2021»",
        "Исправьте запись или отметьте «Прошу перенести» на вкладке «План 2021»",
    ]


def test_what_is_on_approval_asks_nothing_of_its_executor():
    """A row that was submitted late is not announced to its executor while the group decides."""
    letters = written("2021-04-06", submitted("1.1/2021", "2021-04-02", decide_by="2021-04-09"), **NO_WEEKLY).letters
    assert [letter.person for letter in letters] == ["anna", "boris", "vera"]


def test_a_returned_row_says_why_and_by_whom():
    """The reason stands in the voter's words."""
    found = item(written("2021-03-26", RETURNED).letters, "kira", SectionKind.RETURNED)
    assert found.note == "Возвращено на доработку (рабочая группа). Член рабочей группы 1: «нет ссылки»"
    assert "(а если исправлен сам документ – допишите слово в «Комментарий»), оставив «Готово»" in found.action


def test_a_ballot_shows_its_deadline_and_what_was_given():
    """A voter sees what is decided, the result with its link, and how late the vote is."""
    found = item(written("2021-04-05", ON_VOTE).letters, "anna", SectionKind.VOTE)
    assert (found.code, found.said) == ("1.2/2021-1.1", "План https://school150.ru/plan")
    assert found.when == "Срок решения – 1 апреля, просрочен на 2 рабочих дня"


def test_a_link_to_a_result_is_shown_whole_however_long_the_text_before_it():
    """The words are cut, the address is not, and neither is cut to a shorter one."""
    link = "https://school150.ru/otchet/2021/prilozhenie"
    facts = submitted("1.2/2021", "2021-03-25", decide_by="2021-04-01", result=f"{'слово ' * 47}{link}")
    found = item(written("2021-04-05", facts).letters, "anna", SectionKind.VOTE)
    assert found.said.endswith(f"… {link}")


def test_a_second_submission_reminds_of_what_was_said_of_the_first():
    """The voters see what they returned the last time."""
    facts = [*RETURNED, *submitted("1.1/2021", "2021-03-26", number=2, decide_by="2021-04-02")]
    found = item(written("2021-03-29", facts).letters, "anna", SectionKind.VOTE)
    assert found.code == "1.1/2021-2.1"
    assert "Прошлое решение: возвращено на доработку (рабочая группа)" in found.note


def test_a_second_submission_says_what_was_changed_since_the_first():
    """The result is another one; of the first something is left to compare."""
    facts = [*RETURNED, *submitted("1.1/2021", "2021-03-26", number=2, result="Приказ № 6", decide_by="2021-04-02")]
    found = item(written("2021-03-29", facts).letters, "anna", SectionKind.VOTE)
    assert found.note.endswith("С тех пор изменён результат, было: «Приказ № 5»")


def test_an_incomplete_entry_says_what_of_it_was_understood():
    """What is there need not be written again; what lacks is named."""
    cells = {"1.3/2021": {"Отметка": "Готово", "Результат": "Приказ № 5 от 01.02.2021"}}
    problem = Problem("1.3/2021", "Нужна ссылка", "Допишите в ячейке «Результат»")
    (letter,) = written("2021-02-10", problems=[problem], sightings=cells).letters
    note = "Исполнение. В записи указано: № 5 от 01.02.2021. Нужна ссылка. Допишите в ячейке «Результат»"
    assert letter.sections[0].items[0].note == note


def test_a_return_without_a_reason_is_told_to_its_voter_only():
    """The voter who forgot the reason reads so; the others do not."""
    cells = {"1.2/2021-1.1": {"Член рабочей группы 2: решение": "Вернуть"}}
    letters = written("2021-03-26", ON_VOTE, sightings=cells).letters
    assert "нет замечания" in item(letters, "boris", SectionKind.VOTE).note
    assert "нет замечания" not in item(letters, "anna", SectionKind.VOTE).note


def test_the_substitute_is_told_while_the_executor_is_away():
    """The absent person gets nothing; the substitute reads for whom."""
    away = Absence(person="ivan", substitute="sofia", since=date(2021, 5, 1), until=date(2021, 5, 31))
    letters = written("2021-05-06", where=school(roster(away), weekly=())).letters
    assert "sofia | daily | overdue 1.2/2021" in table(letters)
    assert all(letter.person != "ivan" for letter in letters)
    assert item(letters, "sofia", SectionKind.OVERDUE).note == "Вы замещаете: Педагог-психолог."


def test_the_curator_is_told_when_nobody_can_be():
    """An absent executor without a substitute is the curator's concern."""
    away = Absence(person="ivan", since=date(2021, 5, 1), until=date(2021, 5, 31))
    letters = written("2021-05-06", where=school(roster(away), weekly=())).letters
    found = item(letters, "kira", SectionKind.UNBLOCK)
    note = "Педагог-психолог: отсутствует, замещающего нет, письмо направить некому"
    assert (found.code, found.note) == ("1.2/2021", note)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem("1.3/2021", "Нет даты приказа", "Допишите"), "zoya | daily | incomplete 1.3/2021"),
        (Problem("1.3/2021", *jammed("рабочая группа", 1, 2), Mender.CURATOR), "kira | daily | unblock 1.3/2021 1.4"),
        (
            Problem("«План 2021», строка 7", "В строке нет кода", "", Mender.CURATOR),
            "kira | daily | unblock «План 2021», строка 7 1.4",
        ),
        (Problem("1.3/2021", *NO_ROUTE.of(kind="completion"), Mender.ADMINISTRATOR), "adam | daily | operate 1.3/2021"),
    ],
)  # fmt: skip
def test_a_problem_is_told_to_the_one_who_can_mend_it(problem: Problem, expected: str):
    """Executors mend rows, the curator jams and strange rows, the administrator settings."""
    assert table(written("2021-02-10", problems=[problem]).letters) == expected


def test_a_voting_jam_is_seen_without_a_problem_of_the_last_pass():
    """Letters are computed from the journal: two of three members left, and the majority asks for two."""
    away = [Absence(person=name, since=date(2021, 3, 1)) for name in ("boris", "vera")]
    stages = {"group": WORKFLOW.stages["group"].model_copy(update={"quorum": 2})}
    small = replace(school(roster(*away), weekly=()), workflow=WORKFLOW.model_copy(update={"stages": stages}))
    found = item(written("2021-03-26", ON_VOTE, where=small).letters, "kira", SectionKind.UNBLOCK)
    assert "кворум не собрать" in found.note
    assert found.action.startswith("Назначить замещающих"), "the reader is not told to ask the curator"


def test_a_jam_that_the_reader_is_asked_to_settle_is_not_listed_among_the_votes_again():
    away = [Absence(person=name, since=date(2021, 3, 1)) for name in ("boris", "vera")]
    stages = {"group": WORKFLOW.stages["group"].model_copy(update={"quorum": 2})}
    rules = WORKFLOW.model_copy(update={"stages": stages})
    small = replace(school(roster(*away), weekly=("curator", "director")), workflow=rules)
    letters = {each.person: each.summary for each in written("2021-03-29", ON_VOTE, where=small).letters}
    lists = {
        person: [row.code for _, items in summary_texts.summary_lists(letters[person]) for row in items]
        for person in ("kira", "dina")
    }
    assert ("1.2/2021-1.1" in lists["kira"], "1.2/2021-1.1" in lists["dina"]) == (False, True)


def test_a_person_without_an_address_gets_no_letter_and_the_curator_is_told():
    """The letter is not lost silently: the command says so, and so does a letter to the one who can see to it."""
    mailing = written("2021-05-06", where=school(roster(nobody=["ivan"]), weekly=()))
    assert table(mailing.letters) == rows("""
        kira | daily | unblock 1.4 Педагог-психолог | overdue 1.1/2021
        dina | daily | escalated 1.1/2021
    """)
    sentence = "У «Педагог-психолог» нет адреса почты: письмо не отправлено. Администратору: впишите «address»"
    assert [problem.sentence() for problem in mailing.problems] == [f"{sentence} в people.yaml"]
    assert item(mailing.letters, "kira", SectionKind.UNBLOCK).code == "1.4"


def test_of_a_curator_without_an_address_the_administrator_is_told():
    mailing = written("2021-04-06", where=school(roster(nobody=["kira"]), weekly=()))
    assert table(mailing.letters) == "adam | daily | operate Куратор"


def test_people_whose_address_takes_nothing_get_no_letter():
    """What stands against their address is told as a problem; nothing is queued for them."""
    fault = Problem("Педагог-психолог", "Адрес не принимает писем", "", Mender.CURATOR)
    outside = DeliveryContext(closed=frozenset({"ivan"}), faults=(fault,))
    letters = written("2021-05-06", where=school(weekly=()), outside=outside).letters
    assert table(letters) == rows("""
        kira | daily | unblock Педагог-психолог 1.4 | overdue 1.1/2021
        dina | daily | escalated 1.1/2021
    """)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("kira@школа.рф", "kira@xn--80atdl2c.xn--p1ai"), ("kira@school150.ru, k@mail.ru", None), ("kira", None)],
)
def test_an_address_is_brought_into_shape_or_told_to_the_administrator(address: str, expected: str | None):
    """A Cyrillic domain is fine; two addresses, or none, make a problem and no letter."""
    mailing = written("2021-04-06", where=school(roster(nobody=["kira"], address=address), weekly=()))
    assert [letter.address for letter in mailing.letters if letter.person == "kira"] == ([expected] if expected else [])
    assert [problem.where for problem in mailing.problems] == ([] if expected else ["Куратор"])


def test_an_unclear_term_alone_makes_a_letter_only_once_a_week():
    """The curator without a summary is reminded on Mondays; on other days it is listed beside what is urgent."""
    told = [day for day in range(8, 13) if written(f"2021-02-{day:02}", **NO_WEEKLY).letters]
    assert told == [8]


def test_the_summary_counts_what_was_due():
    """One of two that were due is done; one is done ahead."""
    facts = [*submitted("1.1/2021", "2021-03-25"), done("1.1/2021", "2021-03-26")]
    facts += [*submitted("2.1/2021", "2021-05-04"), done("2.1/2021", "2021-05-05")]
    (letter,) = (each for each in written("2021-05-10", facts).letters if each.summary)
    assert letter.summary is not None
    overall = letter.summary.overall
    assert (overall.done, overall.due, overall.percent, overall.overdue, overall.ahead) == (1, 2, 50, 1, 1)
    assert [(bar.title, bar.done, bar.due) for bar in letter.summary.directions] == [
        ("Направление 1. Управление", 1, 2),
        ("Направление 2. Кадры", 0, 0),
    ]
    assert letter.summary.executors[0].title == "Педагог-психолог", "the one with overdue rows comes first"
    assert [(each.code, each.who) for each in letter.summary.overdue] == [("1.2/2021", "Педагог-психолог")]
    assert [(each.code, each.note) for each in letter.summary.changes] == [
        ("2.1/2021", "4 мая. Представление № 1: исполнение. 5 мая. Исполнено. Рабочая группа: за – двое из трёх "
                     "(нужно два голоса)"),
    ]  # fmt: skip


def test_a_summary_names_a_row_once_and_denies_no_problem_that_stands_in_it():
    """1.1 is due on the 31st and lacks a link; 1.2, due on the 30th of April, is at the vote."""
    faulty = [Problem("1.1/2021", "Нужна ссылка", "Допишите")]
    (letter,) = (each for each in written("2021-03-29", (), faulty, where=WATCHED).letters if each.person == "dina")
    assert letter.summary is not None
    assert [(title, [row.code for row in items]) for title, items in summary_texts.summary_lists(letter.summary)] == [
        ("Срок в ближайшие две недели", ["1.1/2021"])
    ]
    assert "Замечаний" not in summary_texts.nothing(letter.summary)
    (letter,) = (each for each in written("2021-04-26", ON_VOTE, where=WATCHED).letters if each.person == "dina")
    assert letter.summary is not None
    assert [row.code for row in letter.summary.soon] == ["1.2/2021"]
    assert "1.2/2021" not in [row.code for _, items in summary_texts.summary_lists(letter.summary) for row in items]
    assert "Замечаний нет." in summary_texts.nothing(letter.summary)


def test_the_summary_tells_of_the_days_since_the_last_one():
    """What happened before the last summary is not told again."""
    facts = [started("1.1/2021", "2021-03-26"), started("1.2/2021", "2021-03-29"), started("1.3/2021", "2021-04-02")]
    (letter,) = (each for each in written("2021-04-05", facts).letters if each.summary)
    assert letter.summary is not None
    assert [each.code for each in letter.summary.changes] == ["1.2/2021", "1.3/2021"]


def test_the_summary_says_how_long_a_vote_waits():
    """Age in working days, and for whom it waits."""
    (letter,) = (each for each in written("2021-04-05", ON_VOTE).letters if each.summary)
    assert letter.summary is not None
    (vote,) = letter.summary.votes
    assert vote.when == "На голосовании с 25 марта: 7 рабочих дней"
    assert "Ждём: Член рабочей группы 1" in vote.note


def test_what_is_to_be_done_to_every_row_of_a_section_is_said_once():
    facts = [*submitted("2.1/2021", "2021-03-20"), refused("2.1/2021", "2021-03-22", "нет списка")]
    facts += [*submitted("1.1/2021", "2021-03-25", decide_by="2021-04-01"), *ON_VOTE]
    (letter,) = (each for each in written("2021-03-26", facts, **NO_WEEKLY).letters if each.person == "vera")
    (section,) = letter.sections
    assert section.action == "Выберите «Утвердить» или «Вернуть» с замечанием на вкладке «Утверждение»"
    assert [each.action for each in section.items] == ["", ""]


def test_a_row_stands_in_one_list_of_a_summary_with_what_must_be_corrected_in_it():
    problems = [Problem("1.2/2021", "Нет даты", "Впишите"), Problem("1.3/2021", "Нет ссылки", "Впишите")]
    (letter,) = (each for each in written("2021-05-03", problems=problems).letters if each.summary)
    assert letter.summary is not None
    assert [(each.code, each.note) for each in letter.summary.overdue] == [
        ("1.1/2021", "Запланировано"), ("1.2/2021", "Запланировано. Нет даты. Впишите"),
    ]  # fmt: skip
    assert [each.code for each in letter.summary.problems] == ["1.3/2021"]
    shown = {title: [each.code for each in items] for title, items in summary_texts.summary_lists(letter.summary)}
    assert shown == {"Просрочено, кроме названных выше": ["1.2/2021"], "Замечания": ["1.3/2021"]}


@pytest.mark.parametrize(
    ("code", "kinds", "waits"),
    [
        ("1.1/2021", [SectionKind.UNBLOCK, SectionKind.DECIDED], 1),
        ("1.2/2021", [SectionKind.UNBLOCK, SectionKind.DUE_SOON], 2),
    ],
)
def test_a_decision_that_is_told_is_nothing_that_waits_for_the_reader(code: str, kinds: list[SectionKind], waits: int):
    facts = [*submitted(code, "2021-03-24"), done(code, "2021-03-26")]
    (letter,) = (each for each in written("2021-03-29", facts).letters if each.summary)
    assert [section.kind for section in letter.sections] == kinds
    assert letter.headline == f"сводка за неделю: наступивших сроков нет; требуют вашего участия: {waits}"


@pytest.mark.parametrize(("parts", "expected"), [(None, ["anna"]), ("any", ["anna", "boris", "vera"])])
def test_where_parts_are_asked_for_every_holder_of_a_shared_post_hears_of_a_decision(parts, expected: list[str]):
    """Else its head alone, who answers for it; each hears once."""
    people = roster()
    group = next(post for post in people.posts if post.collegial).model_copy(update={"parts": parts})
    posts = tuple(group if post.collegial else post for post in people.posts)
    where = school(people.model_copy(update={"posts": posts}), weekly=())
    facts = [*submitted("2.1/2021", "2021-03-22"), done("2.1/2021", "2021-03-24")]
    told = [
        letter.person for letters in walked("2021-03-24", "2021-03-30", facts, where=where).values()
        for letter in letters if any(section.kind is SectionKind.DECIDED for section in letter.sections)
    ]  # fmt: skip
    assert sorted(told) == expected
