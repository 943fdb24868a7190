"""Guards of the approval, one row each: what is left out, what is let through, and where a count begins."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval.marks import reopening
from models.approval.orders import before_orders, retirement
from models.journal import Rescheduled, Restored, Superseded
from models.roadmap import Order
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


def test_what_an_order_struck_off_is_not_asked_to_be_opened_again():
    school = small_school()
    milestone = next(each for each in school.milestones if each.code == CODE)
    struck = replace(milestone, retired=Order(number="12", date=date(2021, 3, 5)))
    with pytest.raises(VekhaError, match="12"):
        reopening(school, struck, state_after("submit open met done"), "ошибка", AT, AT.date())
