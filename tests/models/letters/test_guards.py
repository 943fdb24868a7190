"""Guards of the letters, one row each: who is left out, who is told instead, on which day a span begins and ends."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval.texts import NO_ROUTE
from models.journal import Asked, Escalated, Event, JournalState, StageMet, StageOpened, Withdrawn
from models.letters import DeliveryContext, Letter, SectionKind
from models.letters.blockers import mark_of
from models.letters.day import Day, Notice
from models.letters.duties import merged
from models.letters.letter import Item
from models.mail import Telling, Told
from models.school import Kind, LetterPreferences, School, Status
from models.school.workflow import Escalation
from models.text import Mender, Problem, sentence
from tests.support.letter_school import (
    ROADMAP,
    WORKFLOW,
    Absence,
    answered,
    approved,
    asked,
    at,
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

BROKEN = Problem("1.3/2021", *NO_ROUTE.of(kind="completion"), Mender.ADMINISTRATOR)
VOTE = submitted("1.2/2021", "2021-05-03", decide_by="2021-05-10")
RETURNED = [*submitted("1.2/2021", "2021-04-05"), refused("1.2/2021", "2021-04-06", "нет плана")]
QUESTIONS = [
    Asked(milestone="1.2/2021", seen_at=at("2021-05-04"), why="?", ballot="1.2/2021-1.1", voter=voter, remark=remark)
    for voter, remark in (("anna", "А список?"), ("boris", "А план?"))
]
VERA_AWAY = Absence(person="vera", substitute="sofia", since=date(2021, 5, 1))


def sections(day: str, kind: SectionKind, facts: list[Event] = (), **more) -> list[str]:
    """Whose letters of a day have a section of a kind, with its codes."""
    letters = written(day, facts, **more).letters
    return [
        " ".join((letter.person, *(item.code for item in section.items)))
        for letter in letters for section in letter.sections if section.kind is kind
    ]  # fmt: skip


# --- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("administrator", "away", "expected"),
    [
        ("Администратор", (), ["adam 1.3/2021"]),
        (None, (), ["kira 1.3/2021"]),
        ("Администратор", (Absence(person="adam", since=date(2021, 2, 1)),), ["kira 1.3/2021"]),
        ("Администратор", (Absence(person="adam", substitute="sofia", since=date(2021, 2, 1)),), ["sofia 1.3/2021"]),
    ],
)
def test_broken_settings_are_told_to_somebody_also_without_an_administrator(administrator, away, expected):
    """No such post, or nobody who acts for its holder: the curator is told."""
    people = roster(*away).model_copy(update={"administrator": administrator})
    told = sections("2021-02-10", SectionKind.OPERATE, problems=[BROKEN], where=school(people, weekly=()))
    assert told == expected


@pytest.mark.parametrize(
    ("where", "title"),
    [("1.2/2021", "План работы педагога-психолога"), ("1.2/2021-1.1", "План работы педагога-психолога"),
     ("«План 2021», строка 7", ""), ("9.9/2021", "")],
)  # fmt: skip
def test_a_problem_of_a_row_or_its_ballot_bears_the_title_of_the_activity(where: str, title: str):
    (letter,) = written("2021-02-10", problems=[Problem(where, "Непорядок", "", Mender.CURATOR)]).letters
    assert [item.title for item in letter.sections[0].items if item.code == where] == [title]


def test_an_unclear_term_is_told_with_the_question_it_leaves_open():
    (letter,) = written("2021-02-08", where=school(weekly=())).letters
    (item,) = letter.sections[0].items
    question = next(each.unclear for each in school().milestones if each.code == "1.4/2021")
    assert (item.code, item.note == item.when, question in item.note) == ("1.4", False, True)


@pytest.mark.parametrize(("quorum", "away", "jam"), [(2, 1, False), (2, 2, True), (3, 1, True), (3, 0, False)])
def test_a_vote_is_jammed_where_fewer_are_left_than_must_agree(quorum: int, away: int, jam: bool):
    """As many as are needed are enough."""
    absences = [Absence(person=name, since=date(2021, 3, 1)) for name in ("boris", "vera")[:away]]
    stages = {"group": WORKFLOW.stages["group"].model_copy(update={"quorum": quorum})}
    where = replace(school(roster(*absences), weekly=()), workflow=WORKFLOW.model_copy(update={"stages": stages}))
    vote = [replace(fact, quorum=quorum) if isinstance(fact, StageOpened) else fact for fact in VOTE]
    told = sections("2021-05-04", SectionKind.UNBLOCK, vote, where=where)
    assert any("1.2/2021" in each for each in told) == jam


# --- late votes ------------------------------------------------------------------------------------


def late(to: str | None) -> School:
    """A school whose stage escalates two working days after the deadline, to a post."""
    rule = Escalation(after="2 рабочих дня", to=to) if to else None
    stages = {"group": WORKFLOW.stages["group"].model_copy(update={"escalate": rule})}
    return replace(school(weekly=()), workflow=WORKFLOW.model_copy(update={"stages": stages}))


def escalated(*people: str) -> Event:
    return Escalated(milestone="1.2/2021", seen_at=at("2021-05-12", 1), why="Срок решения прошёл",
                     ballot="1.2/2021-1.1", to=people, decides=False)  # fmt: skip


@pytest.mark.parametrize(
    ("to", "facts", "day", "expected"),
    [
        ("director", [], "2021-05-11", []),
        ("director", [], "2021-05-12", ["dina 1.2/2021-1.1"]),
        ("director", [escalated("dina")], "2021-05-12", ["dina 1.2/2021-1.1"]),
        ("director", [escalated("zoya")], "2021-05-12", ["zoya 1.2/2021-1.1"]),
        (None, [], "2021-05-12", []),
        (None, [escalated("dina")], "2021-05-11", ["dina 1.2/2021-1.1"]),
        (None, [escalated("dina")], "2021-05-10", []),
        ("Педагог-психолог", [], "2021-05-12", []),
        ("working_group", [], "2021-05-12", []),
        ("director", [approved("1.2/2021", "2021-05-04", name) for name in ("anna", "boris")], "2021-05-12", []),
    ],
)
def test_a_late_vote_is_told_to_whom_it_goes_and_to_nobody_who_answers_or_votes(to, facts, day, expected):
    """Whom the pass named, else whom the rule names, but for those who answer for the milestone or vote anyway."""
    assert sections(day, SectionKind.STUCK_VOTE, [*VOTE, *facts], where=late(to)) == expected


# --- votes -----------------------------------------------------------------------------------------


def row(letters: tuple[Letter, ...], person: str, kind: SectionKind, code: str = "") -> Item:
    """The one row of a section of a person's letter (of that code)."""
    (item,) = (
        item for letter in letters if letter.person == person
        for section in letter.sections if section.kind is kind
        for item in section.items if code in ("", item.code)
    )  # fmt: skip
    return item


def test_a_substitute_reads_for_whom_then_the_reminder_then_what_is_wrong_then_what_is_decided():
    where = replace(school(roster(VERA_AWAY), weekly=()), workflow=WORKFLOW.model_copy(update={"stages": {
        "group": WORKFLOW.stages["group"].model_copy(update={"remind_after": (1,)}),
    }}))  # fmt: skip
    cells = {"1.2/2021-1.1": {"Замещающий: решение": "Вернуть"}}
    letters = written("2021-05-04", VOTE, where=where, sightings=cells).letters
    notes = {person: row(letters, person, SectionKind.VOTE).note for person in ("boris", "sofia")}
    assert notes["boris"] == "Напоминаем: вашего решения ждут 1 рабочий день. Исполнение; приказ № 5"
    began, _, rest = notes["sofia"].partition(" Напоминаем: вашего решения ждут 1 рабочий день. ")
    fault, _, decided = rest.rpartition(" Исполнение")
    assert (began, "нет замечания" in fault, decided) == ("Вы замещаете: Член рабочей группы 3.", True, "; приказ № 5")


@pytest.mark.parametrize(
    ("remind_after", "expected"),
    [((), "04.05 10.05 11.05 12.05 13.05"), ((3,), "04.05 06.05 10.05 11.05 12.05 13.05")],
)
def test_a_voter_hears_of_a_ballot_when_it_opens_on_its_reminders_and_from_its_deadline_on(remind_after, expected: str):
    """Opened on 3 May, to be decided by the 10th; after it as the workflow reminds."""
    stage = WORKFLOW.stages["group"].model_copy(update={"remind_after": remind_after})
    where = replace(school(weekly=()), workflow=WORKFLOW.model_copy(update={"stages": {"group": stage}}))
    days = walked("2021-05-04", "2021-05-14", VOTE, where=where).items()
    told = [day for day, letters in days if any(letter.person == "boris" for letter in letters)]
    assert " ".join(f"{day:%d.%m}" for day in told) == expected


@pytest.mark.parametrize(
    ("day", "days", "when"),
    [
        ("2021-05-04", -4, "Решить до 10 мая, осталось 4 рабочих дня"),
        ("2021-05-10", 0, "Решить сегодня"),
        ("2021-05-11", 1, "Срок решения – 10 мая, просрочен на 1 рабочий день"),
        ("2021-05-12", 2, "Срок решения – 10 мая, просрочен на 2 рабочих дня"),
    ],
)
def test_a_ballot_says_how_many_working_days_are_left_or_late(day: str, days: int, when: str):
    """To be decided by 10 May; so for voters as for whom a late vote goes to."""
    letters = written(day, [*VOTE, escalated("dina")], where=late("director")).letters
    item = row(letters, "boris", SectionKind.VOTE)
    assert (item.days, item.when) == (days, when)
    if days == 2:
        stuck = row(letters, "dina", SectionKind.STUCK_VOTE)
        assert (stuck.days, stuck.when) == (days, when)


@pytest.mark.parametrize(
    ("facts", "subjects"),
    [
        ([], {"anna": "", "boris": ""}),
        (["anna А план?"], {"anna": "", "boris": ""}),
        (["anna А план?", "answer"], {"anna": f":{mark_of('А план?')}", "boris": ""}),
        (["anna А план?", "boris Где?", "answer"], {"anna": f":{mark_of('А план?')}", "boris": f":{mark_of('Где?')}"}),
        (["anna А план?", "answer", "anna Где?"], {"anna": f":{mark_of('А план?')}", "boris": ""}),
    ],
)
def test_the_answer_to_a_voters_own_question_makes_the_ballot_another_subject(facts: list[str], subjects: dict):
    """By these words outboxes know what was told."""
    events = []
    for number, word in enumerate(facts, start=4):
        voter, _, remark = word.partition(" ")
        about = ("1.2/2021", f"2021-05-{number:02}")
        events.append(asked(*about, voter, remark) if remark else answered(*about, "в приложении"))
    letters = written("2021-05-07", [*VOTE, *events]).letters
    told = {letter.person: each for letter in letters for each in letter.subjects if each.startswith("vote:")}
    assert {person: told[person] for person in subjects} == {
        person: f"vote:1.2/2021-1.1{more}" for person, more in subjects.items()
    }  # fmt: skip


@pytest.mark.parametrize(("links", "shown"), [(2, 2), (3, 3), (4, 3)])
def test_of_a_long_result_at_most_three_links_are_shown_whole(links: int, shown: int):
    result = "слово " * 60 + " ".join(f"https://school150.ru/{number}" for number in range(links))
    letters = written("2021-05-04", submitted("1.2/2021", "2021-05-03", result=result)).letters
    said = row(letters, "boris", SectionKind.VOTE).said
    assert said.partition("… ")[2].split() == [f"https://school150.ru/{number}" for number in range(shown)]


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ([], True),
        ([approved("1.2/2021", "2021-05-04", "anna")], True),
        ([StageMet(milestone="1.2/2021", seen_at=at("2021-05-04"), why="Пройден", ballot="1.2/2021-1.1",
                   voters=("anna",), approvals=2, needed=2)], False),
        ([refused("1.2/2021", "2021-05-04", "нет плана")], False),
    ],
)  # fmt: skip
def test_a_question_waits_for_its_answer_only_while_the_ballot_is_open(facts: list[Event], waits: bool):
    """Not once the stage was met or the row came back."""
    question = Asked(milestone="1.2/2021", seen_at=at("2021-05-04"), why="?", ballot="1.2/2021-1.1", voter="anna",
                     remark="А список?")  # fmt: skip
    asked = sections("2021-05-05", SectionKind.QUESTION, [*VOTE, question, *facts])
    assert asked == (["ivan 1.2/2021"] if waits else [])


def test_a_question_about_what_is_done_asks_nothing_of_its_executor():
    """The curator asked to open it again: whoever answered for it has nothing to add."""
    first, ballot = submitted("1.2/2021", "2021-05-05", 2, decide_by="2021-05-12")
    question = Asked(milestone="1.2/2021", seen_at=at("2021-05-06"), why="?", ballot="1.2/2021-2.1", voter="anna",
                     remark="Зачем?")  # fmt: skip
    facts = [*VOTE, done("1.2/2021", "2021-05-04"), replace(first, submission=Kind.REOPENING), ballot, question]
    assert sections("2021-05-07", SectionKind.QUESTION, facts) == []


def test_what_changed_is_told_since_the_last_return():
    """Of three submissions the second one is compared with."""
    facts = [
        *submitted("1.2/2021", "2021-03-20", result="План"), refused("1.2/2021", "2021-03-22", "нет плана"),
        *submitted("1.2/2021", "2021-03-23", 2, result="План 2"), refused("1.2/2021", "2021-03-24", "нет дат", 2),
        *submitted("1.2/2021", "2021-03-25", 3, result="План 3", decide_by="2021-04-02"),
    ]  # fmt: skip
    note = row(written("2021-03-29", facts).letters, "vera", SectionKind.VOTE).note
    assert ("нет дат" in note, "нет плана" in note) == (True, False)
    assert note.endswith("С тех пор изменён результат, было: «План 2»")


# --- rows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind", "days", "when"),
    [
        ("2021-04-12", SectionKind.DUE_SOON, -14, "Осталось 14 рабочих дней, до 30 апреля"),
        ("2021-04-29", SectionKind.DUE_SOON, -1, "Остался 1 рабочий день, до 30 апреля"),
        ("2021-04-30", SectionKind.DUE_SOON, 0, "Срок сегодня"),
        ("2021-05-03", SectionKind.OVERDUE, 3, "Просрочено на 3 дн., срок был 30 апреля"),
        ("2021-04-08", SectionKind.RETURNED, None, "Срок 30 апреля"),
        ("2021-04-09", SectionKind.RETURNED, None, "Срок 30 апреля"),
        ("2021-04-12", SectionKind.RETURNED, -14, "Осталось 14 рабочих дней, до 30 апреля"),
        ("2021-05-03", SectionKind.RETURNED, 3, "Просрочено на 3 дн., срок был 30 апреля"),
    ],
)
def test_a_row_says_how_many_days_are_left_or_late(day: str, kind: SectionKind, days: int | None, when: str):
    """Working days till the 30th of April, calendar days after it; the day alone where letters do not look so far."""
    facts = RETURNED if kind is SectionKind.RETURNED else []
    item = row(written(day, facts, where=school(weekly=())).letters, "ivan", kind)
    assert (item.days, item.when) == (days, when)


@pytest.mark.parametrize(
    ("day", "facts", "subjects"),
    [
        ("2021-04-21", [], ["due_soon:1.2/2021:2021-04-30"]),
        ("2021-04-21", [started("1.2/2021", "2021-04-05")], ["due_soon:1.2/2021:2021-04-30"]),
        ("2021-05-03", [], ["overdue:1.2/2021:2021-04-30:"]),
        ("2021-05-03", [started("1.2/2021", "2021-04-05")],
         ["overdue:1.2/2021:2021-04-30:2021-04-05T04:00:00+00:00"]),
        ("2021-04-07", RETURNED, ["returned:1.2/2021:2021-04-30:2021-04-06T04:00:00+00:00"]),
        ("2021-05-05", [*VOTE, *QUESTIONS],
         [f"question:1.2/2021-1.1:{mark_of('А список?')}:{mark_of('А план?')}"]),
    ],
)  # fmt: skip
def test_outboxes_know_what_was_told_by_these_words(day: str, facts: list[Event], subjects: list[str]):
    """Stored letters of earlier releases bear them; an act on the row makes it another, but where it is due soon."""
    letters = written(day, facts, where=school(weekly=())).letters
    told = [each for letter in letters if letter.person == "ivan" for each in letter.subjects]
    assert [each for each in told if "1.2/2021" in each] == subjects


@pytest.mark.parametrize(
    ("heard", "day", "told"),
    [(12, 20, False), (9, 20, True), (20, 21, True), (20, 22, True), (21, 22, False), (22, 26, False), (26, 27, True)],
)
def test_a_notice_is_told_again_where_it_was_heard_before_it_began(heard: int, day: int, told: bool):
    """Of 30 April the notices begin on the 12th, 21st, 27th and 29th; letters that went anyway said so before."""
    before = Telling("ivan", date(2021, 4, heard), "daily", ("due_soon:1.2/2021:2021-04-30",))
    outside = DeliveryContext(told=Told((before,)))
    letters = written(f"2021-04-{day}", where=school(weekly=()), outside=outside).letters
    assert any(letter.person == "ivan" for letter in letters) == told


@pytest.mark.parametrize(("day", "told"), [(23, False), (24, False), (25, True), (26, True)])
def test_what_was_decided_under_a_release_without_subjects_is_told_no_more_and_hides_nothing(day: int, told: bool):
    """Its last letter went on 24 March; 1.1 was decided before."""
    facts = [*submitted("1.1/2021", "2021-03-20"), done("1.1/2021", "2021-03-22"),
             *submitted("1.2/2021", "2021-03-20"), done("1.2/2021", f"2021-03-{day}")]  # fmt: skip
    outside = DeliveryContext(told=Told((Telling("kira", date(2021, 3, 24), "daily", None),)))
    found = sections("2021-03-29", SectionKind.DECIDED, facts, where=school(weekly=()), outside=outside)
    assert found == (["ivan 1.2/2021"] if told else [])


def test_who_is_told_of_a_long_delay_reads_since_when_and_whose_it_is():
    item = row(written("2021-06-14", where=school(weekly=())).letters, "dina", SectionKind.ESCALATED, "2.1/2021")
    assert (item.days, item.when, item.who) == (14, "Просрочено на 14 дн., срок был 31 мая", "Член рабочей группы 1")


def test_who_answers_beside_another_hears_of_a_notice_on_their_own_day():
    """Of 30 April the notice of seven working days is the 21st, a Wednesday; Zoya gets letters on Thursdays."""
    shared = tuple(
        direction.model_copy(update={"activities": tuple(
            one.model_copy(update={"executors": ("Педагог-психолог", "Заместитель директора")}) if one.code == "1.2"
            else one for one in direction.activities
        )}) for direction in ROADMAP.directions
    )  # fmt: skip
    wishes = {"zoya": LetterPreferences.model_validate({"days": ("чт",)})}
    where = school(roster(wishes=wishes), weekly=(), roadmap=ROADMAP.model_copy(update={"directions": shared}))
    told = {
        letter.person: day.day for day, letters in walked("2021-04-20", "2021-04-23", where=where).items()
        for letter in letters if letter.person in ("ivan", "zoya")
    }  # fmt: skip
    assert told == {"ivan": 21, "zoya": 22}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("returned:а", ["returned а"]),
        ("decided:а", ["decided а"]),
        ("decided:а decided:б", ["decided а. Б"]),
        ("returned:а decided:б", ["returned б. А"]),
        ("decided:б returned:а", ["returned б. А"]),
        ("returned:а decided:а", ["returned а"]),
        ("returned:а overdue:в decided:б", ["returned б. А", "overdue в"]),
    ],
)
def test_decisions_on_a_row_stand_in_its_own_line_before_what_it_asks(kinds: str, expected: list[str]):
    """Among themselves in the order in which they were made."""
    own = [
        Notice("ivan", SectionKind(kind), Item(code="1.2/2021", title="План", note=sentence(note)))
        for kind, _, note in (word.partition(":") for word in kinds.split())
    ]
    told = [f"{notice.kind} {notice.item.note}" for notice in merged(own)]
    assert [each.lower() for each in told] == [each.lower() for each in expected]


@pytest.mark.parametrize(("length", "shown"), [(59, 59), (60, 60), (61, 60)])
def test_the_place_of_a_problem_is_cut_at_sixty_signs(length: int, shown: int):
    letters = written("2021-02-10", problems=[Problem("я" * length, "Непорядок", "", Mender.CURATOR)]).letters
    code = letters[0].sections[0].items[0].code
    assert (len(code), code.endswith("…")) == (shown, length > 60)


@pytest.mark.parametrize(
    ("began", "last", "expected"),
    [
        (None, None, False),
        ("2021-04-04", None, True),
        ("2021-04-05", None, False),
        ("2021-04-04", "2021-04-04", True),
        ("2021-04-04", "2021-04-05", False),
    ],
)
def test_a_week_that_began_without_its_letter_is_made_up_for(began: str | None, last: str | None, expected: bool):
    """On Wednesday, 7 April; not in the week in which letters began, nor where the week's letter was written."""
    told = Told((Telling("ivan", date.fromisoformat(began), "daily", ()),) if began else ())
    day = Day(school(), JournalState(), date(2021, 4, 7), (), (), told=told)
    assert day.begins("weekly", "kira", date.fromisoformat(last) if last else None) == expected


# --- spans -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2021-04-29", SectionKind.DUE_SOON),
        ("2021-04-30", SectionKind.DUE_SOON),
        ("2021-05-04", SectionKind.OVERDUE),
    ],
)
def test_a_milestone_is_due_until_its_day_has_passed(day: str, kind: SectionKind):
    """In a letter that goes anyway (1.4 was returned, say)."""
    facts = [*submitted("1.4/2021", "2021-04-20"), refused("1.4/2021", "2021-04-21", "нет анкет")]
    found = sections(day, kind, facts, where=school(weekly=()))
    assert [each for each in found if each.startswith("ivan")] == ["ivan 1.2/2021"]


@pytest.mark.parametrize(
    ("day", "soon", "overdue"),
    [
        ("2021-04-12", [], ["1.1/2021"]),
        ("2021-04-15", [], ["1.1/2021"]),
        ("2021-04-16", ["1.2/2021"], ["1.1/2021"]),
        ("2021-04-30", ["1.2/2021"], ["1.1/2021"]),
        ("2021-05-17", ["2.1/2021"], ["1.1/2021", "1.2/2021"]),
        ("2021-05-31", ["2.1/2021"], ["1.1/2021", "1.2/2021"]),
    ],
)
def test_a_summary_looks_two_weeks_ahead_both_days_included(day: str, soon: list[str], overdue: list[str]):
    """The day asked for is the first working one of its week."""
    days_off = [date(2021, month, number) for month in (4, 5) for number in range(1, 31)
                if date(2021, month, number) < date.fromisoformat(day)]  # fmt: skip
    where = school(days_off=days_off, working=[date.fromisoformat(day)])
    (letter,) = (each for each in written(day, where=where, which="weekly").letters if each.summary)
    assert ([each.code for each in letter.summary.soon], [each.code for each in letter.summary.overdue]) == (
        soon, overdue,
    )  # fmt: skip


def test_what_is_done_on_its_day_is_not_done_ahead():
    """1.2 is due on 30 April, 2.1 in May."""
    facts = [*submitted("1.2/2021", "2021-04-20"), done("1.2/2021", "2021-04-22")]
    ahead = {}
    for day in (29, 30):
        days_off = [date(2021, 4, number) for number in range(26, day)]
        letters = written(f"2021-04-{day}", facts, where=school(days_off=days_off), which="weekly").letters
        (letter,) = (each for each in letters if each.summary)
        ahead[day] = (letter.summary.overall.done, letter.summary.overall.due, letter.summary.overall.ahead)
    assert ahead == {29: (0, 1, 1), 30: (1, 2, 0)}


def test_a_later_submission_reminds_of_the_last_return_and_not_of_what_was_taken_back():
    """The second submission was withdrawn: there is nothing that voters said of it."""
    withdrawn = Withdrawn(milestone="1.2/2021", seen_at=at("2021-03-24"), number=2, why="Отозвано")
    facts = [*submitted("1.2/2021", "2021-03-20"), refused("1.2/2021", "2021-03-22", "нет плана"),
             *submitted("1.2/2021", "2021-03-23", 2), withdrawn,
             *submitted("1.2/2021", "2021-03-25", 3, decide_by="2021-04-02")]  # fmt: skip
    (letter,) = (each for each in written("2021-03-29", facts).letters if each.person == "vera")
    note = letter.sections[0].items[0].note
    assert ("нет плана" in note, "Отозвано" in note) == (True, False)


def test_what_is_finished_is_neither_soon_nor_late():
    facts = [*submitted("1.1/2021", "2021-03-25"), done("1.1/2021", "2021-03-26")]
    (letter,) = (each for each in written("2021-04-05", facts, where=school()).letters if each.summary)
    assert (letter.summary.overdue, [each.note for each in letter.summary.soon]) == ((), [])
    assert WORKFLOW.statuses[Status.DONE] not in table(written("2021-04-05", facts).letters)
