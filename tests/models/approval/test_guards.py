"""Guards of the approval, one row each: what is left out, what is let through, and where a count begins."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import Panel, Parties, Rule
from models.approval.advance import advance
from models.approval.case import Case, without_votes_of
from models.approval.marks import reopening, submission_request, with_parts_taken
from models.approval.orders import before_orders, new_form, rescheduling, restoring, retirement
from models.approval.votes import standing
from models.board import Formula, columns, full_fingerprint, read_mark
from models.journal import (
    Escalated,
    JournalState,
    Outcome,
    Part,
    Rescheduled,
    Restored,
    State,
    Stood,
    Superseded,
    Vote,
    evolve,
)
from models.roadmap import Order
from models.school import Choice, School
from models.text import VekhaError
from tests.support.facts import facts, state_after
from tests.support.scenario import ANOTHER_ORDER, ORDER, Scenario, moment, roster, small_school, workflow

CODE = "1.1/2021"
BEFORE = date(2021, 3, 31)
AT = moment(date(2021, 3, 9))


# --- marks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "end"),
    [
        (("Прошу перенести", None, "30.04.2021", "болезнь"), "moved"),
        (("Готово", ORDER), "refused"),
    ],
)
@pytest.mark.parametrize("begun", [True, False])
def test_after_a_decision_the_same_mark_asks_again_only_once_it_was_taken_back(wish: tuple, end: str, begun: bool):
    """«Начато» and an emptied row free it, also of a row that was under way already, and only once."""
    for between, fact in ((("Начато",), "started"), ((), "cleared")):
        life = Scenario()
        if begun:
            life.mark(CODE, "Начато")
            life.sync()
        life.mark(CODE, *wish)
        life.sync()
        for voter in ("anna", "boris"):
            life.vote(voter, *(("Утвердить",) if end == "moved" else ("Вернуть", "нет подписи")))
        assert life.sync().kinds[-1] == end
        assert (life.sync().kinds, life.known.state(CODE).spent is not None) == ([], True)
        life.mark(CODE, *between)
        assert (life.sync().kinds, life.known.state(CODE).spent) == ([fact], None)
        assert life.sync().kinds == []
        life.mark(CODE, *wish)
        again = life.sync()
        assert again.kinds == ([] if end == "moved" else ["submitted", "stage_opened"])
        assert list(again.problems) == ([CODE] if end == "moved" else [])  # judged anew: not later than the new day


@pytest.mark.parametrize(
    ("code", "row", "used"),
    [("1.1/2021", ORDER, False), ("2.1/2021", ORDER, True), ("2.1/2021", ANOTHER_ORDER, False)],
)
def test_a_link_warns_only_where_another_milestone_was_approved_with_it(code: str, row: str, used: bool):
    """A returned result is no used one, nor is a milestone's own."""
    for vote in (("Утвердить",), ("Вернуть", "нет подписи")):
        life = Scenario(small_school("""
            | код | срок      | исполнители | форма  |
            | 1.1 | март 2021 | Директор    | Приказ |
            | 2.1 | март 2021 | Педагог     | Приказ |
        """))  # fmt: skip
        life.mark(CODE, "Готово", ORDER)
        life.sync()
        for voter in ("anna", "boris"):
            life.vote(voter, *vote)
        life.sync()
        if code != CODE:
            life.mark(code, "Готово", row)
            life.sync()
        warned = any(CODE in each for each in life.known.state(code).submission.made.warnings)
        assert warned == (used and vote == ("Утвердить",))


def parts_school() -> School:
    """The director and the group share 1.1, and each of the group contributes a part."""
    school = small_school("""
        | код | срок      | исполнители              | форма      |
        | 1.1 | март 2021 | Директор, Рабочая группа | Информация |
    """)
    posts = tuple(
        post.model_copy(update={"parts": "each"}) if post.collegial else post for post in school.roster.posts
    )
    return replace(school, roster=school.roster.model_copy(update={"posts": posts}))


@pytest.mark.parametrize(
    ("cells", "takes"),
    [
        (None, False),
        ({}, False),
        ({columns.REQUEST: "Начато"}, False),
        ({columns.REQUEST: "Прошу снять"}, False),
        ({columns.REQUEST: "Гтово"}, False),
        ({columns.REQUEST: "Готово"}, True),
    ],
)
def test_only_a_readable_completion_takes_the_parts_as_its_result(cells: dict[str, str] | None, takes: bool):
    """Where parts are asked for; a quarantined row has no mark."""
    asking, plain = parts_school(), small_school()
    mark = None if cells is None else read_mark(cells, asking.workflow.requests, 4000)
    part = Part("Вклад 1", "anna", "Урок", link="https://school150.example/5")
    state = State(CODE, parts=(part,))
    for school in (asking, plain):
        taken = with_parts_taken(school, school.by_code[CODE], state, mark, AT.date())
        assert (taken != mark) == (takes and school is asking)
    assert mark is None or ("Урок" in taken.shown_result) is False


def test_a_part_counts_also_where_nobody_ever_wrote_into_the_row():
    """The row of a milestone is untouched until its head marks it; the lines of the others come before."""
    life = Scenario(parts_school())
    for column, value in enumerate((CODE, "Анна", "Урок", "https://school150.example/5"), start=2):
        life.paper.put(columns.PARTS, max(life.paper.sheets[columns.PARTS]) + (column == 2), column, value)
    assert life.sync().kinds == ["contributed"]


# --- attempts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "cells", "stood", "more", "expected"),
    [
        ("", ("Готово", "Приказ № 5 от 01.03.2021"), 8, {}, "08.03.2021: «Готово» не принято (нужна ссылка)"),
        ("", ("Готово", "сделано"), 9, {}, None),
        ("", ("Готово", "сделано"), 8, {"doubted": True}, None),
        ("", ("Готово", ORDER), 8, {}, None),
        ("", ("Готово", Formula("=A1")), 8, {}, None),
        ("", ("Прошу перенести", ""), 8, {}, None),
        ("", ("Прошу снять", ""), 8, {}, None),
        ("", ("Начато", ""), 8, {}, None),
        ("submit open", ("Готово", "сделано"), 8, {}, None),
        ("submit open met done", ("Готово", "сделано"), 8, {}, None),
        ("submit open withdrawn", ("Готово", "Приказ № 5 от 01.03.2021"), 8, {},
         "08.03.2021: «Готово» не принято (нужна ссылка)"),
    ],
)  # fmt: skip
def test_only_a_completion_that_stood_without_its_proof_when_a_day_ended_is_an_attempt(
    words: str, cells: tuple, stood: int, more: dict, expected: str | None
):
    """On 9 March; nothing is attempted while voters decide, of what is done, or in a row that is not believed."""
    school, seen = small_school(), dict(zip((columns.REQUEST, columns.RESULT), cells, strict=True))
    state = state_after(words)
    known = JournalState({CODE: state}, {CODE: seen}, since={(CODE, ""): Stood(seen, moment(date(2021, 3, stood)))})
    mark = read_mark(seen, school.workflow.requests, 4000)
    found = Case(school, school.by_code[CODE], mark, {}, known, AT.date(), AT, **more).earlier_attempt(state)
    assert (found and found.why) == expected


@pytest.mark.parametrize("day", [7, 8, 9])
def test_a_row_is_attempted_once_a_day(day: int):
    """On 9 March of what stood on the 8th, unless that day was told already."""
    school, seen = small_school(), {columns.REQUEST: "Готово", columns.RESULT: "сделано"}
    (attempt,) = facts("attempted")
    state = evolve(State(CODE), replace(attempt, day=date(2021, 3, day)))
    known = JournalState({CODE: state}, {CODE: seen}, since={(CODE, ""): Stood(seen, moment(date(2021, 3, 8)))})
    case = Case(school, school.by_code[CODE], None, {}, known, AT.date(), AT)
    assert (case.earlier_attempt(state) is not None) == (day < 8)


def test_an_attempt_with_a_returned_mark_is_none():
    """What was returned waits for another result; it was told with the return."""
    school, seen = small_school(), {columns.REQUEST: "Готово", columns.RESULT: "сделано"}
    mark = read_mark(seen, school.workflow.requests, 4000)
    for spent, told in ((full_fingerprint(mark), False), ("другое", True), (None, True)):
        state = State(CODE, spent=spent)
        known = JournalState({CODE: state}, {CODE: seen}, since={(CODE, ""): Stood(seen, moment(date(2021, 3, 8)))})
        found = Case(school, school.by_code[CODE], mark, {}, known, AT.date(), AT).earlier_attempt(state)
        assert (found is not None) == told


# --- late votes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "holders", "told"),
    [
        ("curator", {}, ("curator",)),
        ("director", {}, None),
        ("director", {"Директор": ("director", "vera")}, None),
        ("Педагог", {"Педагог": ("teacher", "director")}, ("teacher",)),
        ("Педагог", {"Педагог": ("director",)}, None),
    ],
)
@pytest.mark.parametrize("decides", [True, False])
def test_a_late_vote_is_escalated_to_nobody_who_answers_for_the_milestone(to, holders, told, decides: bool):
    """Who answers is neither told nor given the last word; where nobody else is left, nothing is escalated."""
    posts = {post: [{"person": person} for person in people] for post, people in holders.items()}
    rule = {"after": "2 рабочих дня", "to": to, "decides": decides}
    rules = workflow({"working_group": {"label": "рабочая группа", "quorum": "all", "escalate": rule}})
    life = Scenario(small_school(people=roster(holders=posts), rules=rules))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    events = life.sync(date(2021, 3, 19)).effects.events
    assert [(event.kind, event.to, event.decides) for event in events] == (
        [("escalated", told, decides)] if told else []
    )  # fmt: skip


@pytest.mark.parametrize(("day", "kinds"), [(10, []), (11, ["escalated"]), (12, ["escalated"])])
def test_a_vote_is_late_from_the_working_day_of_its_rule_on(day: int, kinds: list[str]):
    """Decided by Tuesday, the 9th: two working days later is the 11th."""
    rule = {"after": "2 рабочих дня", "to": "curator"}
    life = Scenario(small_school(rules=workflow({"working_group": {"quorum": "all", "escalate": rule}})))
    life.mark(CODE, "Готово", ORDER)
    life.sync(date(2021, 3, 1))
    due = life.known.state(CODE).ballot.decide_by
    late = life.school.calendar.working_days_between(due, date(2021, 3, day))
    assert (life.sync(date(2021, 3, day)).kinds, late >= 2) == (kinds, bool(kinds))


@pytest.mark.parametrize(
    ("votes", "end"),
    [
        ({"curator": ("Утвердить",)}, "done"),
        ({"curator": ("Вернуть", "нет даты")}, "refused"),
        ({"curator": ("Вернуть",)}, "escalated"),
        ({"anna": ("Утвердить",)}, "voted"),
        ({"anna": ("Утвердить",), "curator": ("Утвердить",)}, "done"),
    ],
)
def test_one_last_word_ends_the_stage_and_is_told_with_its_voter(votes: dict[str, tuple[str, ...]], end: str):
    rule = {"after": "2 рабочих дня", "to": "curator", "decides": True}
    rules = workflow({"working_group": {"label": "рабочая группа", "quorum": "all", "escalate": rule}})
    life = Scenario(small_school(rules=rules))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.sync(date(2021, 3, 19))
    for voter, cells in votes.items():
        life.vote(voter, *cells)
    life.sync(date(2021, 3, 22))
    assert life.journal[-1].kind == end
    if end == "done":
        assert "Куратор" in life.known.state(CODE).ballots[-1].why


@pytest.mark.parametrize(("cells", "said"), [(("Утвердить",), "утвердить"), (("Вернуть", "нет"), "вернуть")])
def test_a_vote_is_recorded_with_its_post_and_in_words(cells: tuple[str, ...], said: str):
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("anna", *cells)
    voted = life.sync().effects.events[0]
    assert (voted.kind, voted.post, "Анна" in voted.why, said in voted.why) == ("voted", "Рабочая группа", True, True)


@pytest.mark.parametrize(
    ("day", "told", "problem"), [(10, False, False), (11, False, True), (12, False, True), (11, True, False)]
)
def test_that_nobody_can_be_told_of_a_late_vote_is_a_problem_once_it_is_late(day: int, told: bool, problem: bool):
    """The director answers for 1.1; where somebody was told before, nothing has to be mended."""
    rule = {"after": "2 рабочих дня", "to": "director"}
    life = Scenario(small_school(rules=workflow({"working_group": {"quorum": "all", "escalate": rule}})))
    life.mark(CODE, "Готово", ORDER)
    life.sync(date(2021, 3, 1))
    if told:
        fact = Escalated(milestone=CODE, seen_at=life.now(), why="сообщено", ballot=f"{CODE}-1.1", to=("curator",),
                         decides=False)  # fmt: skip
        life.known = life.known.after([fact], {})
    assert (CODE in life.sync(date(2021, 3, day)).problems) == problem


# --- counting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "members", "floor"),
    [
        (("majority", "members"), 5, 0),
        (("majority", "entitled"), 5, 0),
        (("majority", "present"), 5, 3),
        (("majority", "present"), 4, 3),
        (("all", "present"), 1, 1),
        (("any", "present"), 5, 1),
        ((2, "present"), 5, 1),
        (("any", "present", 3), 5, 3),
        (("majority", "present", 1), 5, 2),
        (("majority", "present", 1), 1, 1),
        (("majority", "present", 4), 5, 4),
    ],
)
def test_so_many_must_vote_before_anything_is_decided(rule: tuple, members: int, floor: int):
    """By `majority` and `all` one of several never decides; only those present are counted to a floor."""
    quorum, of, *at_least = rule
    assert Rule(quorum, of, 1, "ask", *at_least).floor(members) == floor


@pytest.mark.parametrize(
    ("votes", "of", "quorum", "returns", "why"),
    [
        ("anna+ boris+ gleb+ vera0 dina0", "present", "majority", 1,
         "Этап: за 3, против 0, воздержались 2 из 6, решить до 1 апреля 2021 г. Ждём: Педагог"),
        ("anna+ boris+ gleb+", "present", "majority", 1,
         "Этап: за – трое из шести, не хватает участников: 1, решить до 1 апреля 2021 г. Ждём: Вера, Дина и Педагог"),
        ("anna+", "entitled", "majority", 1,
         "этап: утвердили 1 из 6, нужно ещё 3 голоса до 1 апреля 2021; ждём: Борис, Глеб, Вера, Дина и Педагог"),
        ("anna+ boris+ gleb+", "entitled", "majority", 1,
         "этап: утвердили 3 из 6, нужен ещё 1 голос до 1 апреля 2021; ждём: Вера, Дина и Педагог"),
        ("anna+ boris-", "entitled", "all", 2,
         "Этап: за 1, против 1 из 6, утвердить уже нельзя, срок решения – 1 апреля 2021 г. "
         "Ждём: Глеб, Вера, Дина и Педагог"),
        ("anna+ boris-", "members", "all", 2,
         "Этап: за 1, против 1 из 6, утвердить уже нельзя, срок решения – 1 апреля 2021 г. "
         "Ждём: Глеб, Вера, Дина и Педагог"),
    ],
)  # fmt: skip
def test_an_open_ballot_says_what_it_waits_for(votes: str, of: str, quorum: str, returns: int, why: str):
    """Six may vote by 1 April; ballots of the first release (of those entitled) keep their sentence."""
    six = ("anna", "boris", "gleb", "vera", "dina", "teacher")
    opened = replace(state_after("submit open").ballot, voters=six)
    choices = {"+": Choice.APPROVE, "-": Choice.RETURN, "0": Choice.ABSTAIN}
    cast = tuple(Vote(each[:-1], each[:-1], choices[each[-1]], "нет", AT) for each in votes.split())
    ballot = replace(opened, opened=replace(opened.opened, stage_label="этап"), votes=cast)
    people = roster()
    found = standing(ballot, Panel({one: one for one in six}, {}), Rule(quorum, of, returns), {}, people, {})
    assert (found.outcome, found.why) == (Outcome.OPEN, why)


@pytest.mark.parametrize(
    ("words", "without", "expected"),
    [
        ("submit open anna+ boris+", "", [2]),
        ("submit open anna+ boris+", "anna", [1]),
        ("submit open anna+ boris+", "vera", [2]),
        ("submit open anna+ met open anna+ boris+", "anna", [1, 1]),
        ("submit open anna+ met open boris+ met open anna+ boris+", "anna boris", [1, 1, 0]),
        ("submit open anna+ withdrawn submit", "anna", [1]),
        ("submit", "anna", []),
    ],
)
def test_doubted_votes_are_left_out_of_the_open_ballot_alone(words: str, without: str, expected: list[int]):
    state = without_votes_of(frozenset(without.split()), state_after(words))
    assert [len(ballot.votes) for ballot in state.ballots] == expected


@pytest.mark.parametrize(
    ("until", "stands_in", "decide_by", "absent", "returning"),
    [
        (8, None, 10, ["anna"], ["anna"]),
        (9, None, 10, ["anna"], ["anna"]),
        (10, None, 10, ["anna"], []),
        (5, None, 6, ["anna"], ["anna"]),
        (6, None, 6, ["anna"], []),
        (5, None, 5, ["anna"], []),
        (10, "vera", 10, [], []),
        (10, "boris", 10, ["anna"], []),
        (4, None, 10, [], []),
    ],
)
def test_who_is_back_on_the_last_day_to_decide_is_waited_for(until, stands_in, decide_by, absent, returning):
    """Days of March; on Friday, the 5th."""
    away = [{"person": "anna", "since": "2021-03-01", "until": f"2021-03-{until:02}", "substitute": stands_in}]
    school = small_school(people=roster(absences=away))
    parties = Parties(school, school.by_code[CODE], date(2021, 3, 5))
    found = parties.panel_until(school.workflow.stages["working_group"], (), date(2021, 3, decide_by))
    assert (list(found.absent), list(found.returning)) == (absent, returning)


# --- questions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "kinds"),
    [
        ((None, "А где список?"), ["asked"]),
        ((None, "А где список и протокол?"), []),
        ((None, None), []),
        (("Угу", "А где список?"), []),
        (("Утвердить", "А где список?"), ["voted"]),
        (("Вернуть", "А где список?"), ["voted", "refused"]),
    ],
)
def test_a_remark_is_asked_only_as_it_stood_and_without_a_decision(then: tuple, kinds: list[str]):
    """Written on Friday; what stands beside it on the next working day counts, be it read or not."""
    life = Scenario(small_school(), date(2021, 3, 5))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("anna", None, "А где список?")
    life.sync()
    life.vote("anna", *then)
    assert life.sync(date(2021, 3, 9)).kinds == kinds


# --- orders and reopening --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("started", ["retired"]),
        ("submit", ["superseded 1 False", "retired"]),
        ("submit open refused submit open", ["superseded 2 False", "retired"]),
        ("submit open met done", ["retired"]),
        ("retired", []),
    ],
)
def test_striking_off_supersedes_the_submission_that_is_under_vote(words: str, expected: list[str]):
    found = retirement(state_after(words), "№ 12", "f", AT)
    assert [f"{each.kind} {each.number} {each.spent}" if isinstance(each, Superseded) else each.kind
            for each in found] == expected  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("started", "Снята с контроля приказом № 12"),
        ("submit open met done", "Исключена приказом № 12; веха была уже завершена и остаётся как есть"),
    ],
)
def test_what_is_struck_off_after_its_end_keeps_its_end(words: str, said: str):
    (fact,) = retirement(state_after(words), "№ 12", "f", AT)
    assert fact.why == said


@pytest.mark.parametrize(
    ("words", "moved", "restored", "other_form"),
    [
        ("", "rescheduled", "restored", ""),
        ("submit open", "rescheduled", "superseded:1 restored", "superseded:1"),
        ("submit-cancellation open", "rescheduled", "superseded:1 restored", ""),
        ("submit-extension open", "superseded!:1 rescheduled", "superseded:1 restored", ""),
        ("submit open refused submit-extension open", "superseded!:2 rescheduled", "superseded:2 restored", ""),
        ("submit open refused submit open", "rescheduled", "superseded:2 restored", "superseded:2"),
        ("submit-extension open refused", "rescheduled", "restored", ""),
        ("submit open met done", "rescheduled", "restored", ""),
    ],
)
def test_an_order_ends_the_vote_that_it_makes_needless(words: str, moved: str, restored: str, other_form: str):
    """Another day ends a vote on a day and spends its mark, another form one on a result, an opening any."""
    state, due = state_after(words), date(2021, 9, 1)
    for facts_of, expected in (
        (rescheduling(state, "№ 12", BEFORE, due, AT), moved),
        (restoring(state, "№ 12", BEFORE, due, AT), restored),
        (new_form(state, "№ 12", AT), other_form),
    ):
        told = [
            f"superseded{'!' if fact.spent else ''}:{fact.number}" if isinstance(fact, Superseded) else fact.kind
            for fact in facts_of
        ]
        assert " ".join(told) == expected


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (None, "Впишите"),
        ("30.03.2021", "не позже"),
        ("31.03.2021", "не позже"),
        ("01.04.2021", None),
        ("31.12.2025", None),
        ("01.01.2026", "дорожной карты"),
    ],
)
def test_a_milestone_is_moved_to_a_later_day_of_the_roadmap(new: str | None, fault: str | None):
    """1.1 is due on 31 March 2021, the roadmap ends with 2025."""
    school = small_school()
    cells = {columns.REQUEST: "Прошу перенести", columns.NEW_DATE: new, columns.COMMENT: "ремонт"}
    mark = read_mark({header: value for header, value in cells.items() if value}, school.workflow.requests, 4000)
    asked = submission_request(school, school.by_code[CODE], State(CODE), mark, {}, AT.date())
    assert (asked.fault is None, fault is None or fault in " ".join(asked.fault)) == (fault is None, True)


@pytest.mark.parametrize(
    ("then", "later", "due", "entered"),
    [
        ("", "started", None, False),
        ("", "rescheduled", BEFORE, False),
        ("rescheduled", "rescheduled", date(2021, 9, 1), False),
        ("retired", "restored", BEFORE, False),
        ("", "rescheduled rescheduled", BEFORE, False),
        ("", "entered", None, True),
    ],
)
def test_a_past_moment_has_the_days_and_milestones_that_it_had(then: str, later: str, due: date | None, entered: bool):
    """What the first order changed since gives the day back; a day that was set by then stands."""
    events = [replace(each, before=BEFORE) if isinstance(each, Rescheduled | Restored) else each
              for each in facts(later)]  # fmt: skip
    states, new = before_orders({CODE: state_after(then)}, events)
    assert (states[CODE].due, new) == (due, frozenset({CODE} if entered else ()))


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        ("started", "ошибка", "не завершена"),
        ("submit open met done submit-reopening", "ошибка", "уже голосуют"),
        ("submit open met done", "  ", "причин"),
        ("submit open met done", " ошибка ", None),
        ("retired", " ошибка ", None),
    ],
)
def test_only_a_finished_milestone_is_asked_to_be_opened_again(words: str, reason: str, said: str | None):
    school = small_school()
    milestone, state = next(each for each in school.milestones if each.code == CODE), state_after(words)
    if said is not None:
        with pytest.raises(VekhaError) as error:
            reopening(school, milestone, state, reason, AT, AT.date())
        assert said in str(error.value).lower()
        return
    asked = reopening(school, milestone, state, reason, AT, AT.date())
    assert (asked.number, asked.comment, asked.full) == (len(state.submissions) + 1, "ошибка", state.spent or "")


@pytest.mark.parametrize(("cells", "spends"), [(None, False), ({}, True), ({columns.REQUEST: "Готово"}, True)])
def test_what_an_order_struck_off_spends_the_mark_that_stands_in_its_row(cells: dict[str, str] | None, spends: bool):
    """Of a row that cannot be told from its double nothing is known."""
    school = small_school()
    struck = replace(school.by_code[CODE], retired=Order(number="12", date=date(2021, 3, 5)))
    mark = None if cells is None else read_mark(cells, school.workflow.requests, 4000)
    state, (fact,) = advance(Case(school, struck, mark, {}, JournalState(), AT.date(), AT), State(CODE))
    assert (fact.kind, fact.full, state.finished) == ("retired", full_fingerprint(mark) if spends else "", True)


def test_a_pass_strikes_off_a_row_in_which_nobody_ever_wrote():
    """Rows of which nothing is known run no rules but this one."""
    school = small_school()
    struck = Order(number="12", date=date(2021, 3, 5))
    directions = tuple(
        each.model_copy(update={"activities": tuple(
            one.model_copy(update={"retired": struck} if f"{one.code}/2021" == CODE else {}) for one in each.activities
        )}) for each in school.roadmap.directions
    )  # fmt: skip
    life = Scenario(replace(school, roadmap=school.roadmap.model_copy(update={"directions": directions})))
    first = life.sync()
    assert [(event.milestone, event.kind) for event in first.effects.events] == [(CODE, "retired")]
    assert life.sync().kinds == []


def test_what_an_order_struck_off_is_not_asked_to_be_opened_again():
    school = small_school()
    milestone = next(each for each in school.milestones if each.code == CODE)
    struck = replace(milestone, retired=Order(number="12", date=date(2021, 3, 5)))
    with pytest.raises(VekhaError, match="12"):
        reopening(school, struck, state_after("submit open met done"), "ошибка", AT, AT.date())
