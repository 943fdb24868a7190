"""A meeting on paper: names in a cell, who may be counted, and generated sittings against a naive count."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.approval import overview
from models.board import SeenRow, View, is_untrusted, mark_untrusted
from models.board import columns as b
from models.journal import MeetingClosed, MeetingOpened, StageMet, Voted, audit
from models.meeting import closing, meeting_rows, meetings, opening
from models.meeting.entries import names_in
from models.observation import observe
from models.text import VekhaError
from tests.support.fuzz import examples
from tests.support.scenario import ANOTHER_ORDER, ORDER, Scenario, roster, small_school, workflow

CODE, BALLOT, SECOND = "1.1/2021", "1.1/2021-1.1", "1.1/2021-2.1"
DAY = date(2021, 3, 12)
FOUR = ("anna", "boris", "gleb", "vera")


@dataclass
class Sitting:
    """A school whose director handed 1.1 in, and a meeting of its working group."""

    life: Scenario = field(default_factory=Scenario)

    def __post_init__(self) -> None:
        people = self.life.school.roster.model_copy(update={"secretary": "Педагог"})
        self.life.school = replace(self.life.school, roster=people)
        self.life.mark(CODE, "Готово", ORDER)
        self.life.sync(DAY)
        self.call(DAY)

    def call(self, on: date) -> MeetingOpened | None:
        """The meeting is called, and a pass makes its rows."""
        school = self.life.school
        overviews = overview(school, self.life.known, {}, self.life.day)
        fact = opening(school, overviews, self.life.journal, on, self.life.now())
        self.life.journal.extend([fact] if fact else [])
        self.life.sync()
        return fact

    def enter(self, key: str, cells: dict[str, str]) -> None:
        for header, value in cells.items():
            self.life.paper.write(b.MEETING, f"1: {key}", header, value)

    def attend(self, *people: str) -> None:
        for person in people:
            self.enter(self.life.school.roster.label(person), {b.PRESENT: "да"})

    def close(self) -> list[str]:
        """The kinds of facts that closing brings, recorded and shown."""
        life = self.life
        view = observe(life.school, life.known, life.looks, life.view(), life.now()).view
        done = closing(life.school, life.known, life.journal, life.paper.snapshot(), view, life.now())
        life.known = life.known.after(done.events, done.effects.sightings)
        life.journal.extend(done.events)
        life.sync()
        assert list(audit(life.journal)) == []
        return [event.kind for event in done.events]

    @property
    def closed(self) -> MeetingClosed:
        """The protocol of the last meeting."""
        found = meetings(self.life.journal)[-1].closed
        assert found is not None
        return found


@pytest.mark.parametrize(
    ("text", "people", "rest"),
    [
        ("Анна, Борис", ("anna", "boris"), ""),
        ("борис;  АННА.", ("boris", "anna"), ""),
        ("Анна\nГлеб", ("anna", "gleb"), ""),
        ("Аннушка", (), "аннушка"),
        ("Анна, сторож", ("anna",), "сторож"),
        ("все", (), "все"),
        ("", (), ""),
    ],
)
def test_names_are_found_however_they_are_typed(text: str, people: tuple[str, ...], rest: str):
    assert names_in(text, small_school().roster) == (people, rest)


def test_a_longer_label_is_found_before_one_that_it_begins_with():
    people = roster().model_dump(mode="json")
    people["people"]["vera"]["label"] = "Анна 2, завуч"
    assert names_in("Анна 2, завуч, Анна", type(roster()).model_validate(people))[0] == ("vera", "anna")


def test_a_pass_after_the_meeting_finds_nothing_to_do():
    sitting = Sitting()
    sitting.attend("anna", "boris")
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    assert sitting.close() == ["voted", "voted", "stage_met", "done", "meeting_closed"]
    assert sitting.life.sync().kinds == []
    (resolution,) = sitting.closed.resolutions
    assert (resolution.approve, resolution.decision) == (("Анна", "Борис"), "Утвердить")
    assert (sitting.closed.present, sitting.closed.absent) == (("Анна", "Борис"), ("Глеб",))


def test_votes_of_a_meeting_name_it_its_day_and_who_entered_them():
    sitting = Sitting()
    sitting.attend("anna", "boris")
    sitting.enter(BALLOT, {b.APPROVED: "все", b.ENTERED_BY: "Вера"})
    sitting.close()
    votes = [event for event in sitting.life.journal if isinstance(event, Voted)]
    assert {(each.meeting, each.held_on, each.entered_by) for each in votes} == {(1, DAY, "Вера")}
    (met,) = (event.why for event in sitting.life.journal if isinstance(event, StageMet))
    assert met.endswith("(протокол № 1 от 12.03.2021)")
    assert "протокол № 1" in sitting.life.remark(CODE)


def test_the_vote_of_the_sheet_counts_for_who_is_absent_and_is_replaced_for_who_is_there():
    sitting = Sitting()
    sitting.life.vote("anna", "Вернуть")  # without a reason, so it counts for nothing yet
    sitting.life.vote("boris", "Утвердить")
    sitting.life.sync()
    sitting.attend("anna")
    sitting.enter(BALLOT, {b.APPROVED: "Анна"})
    assert sitting.close() == ["voted", "stage_met", "done", "meeting_closed"]
    assert sitting.closed.resolutions[0].approve == ("Борис (до заседания, в таблице)", "Анна")


def test_a_meeting_waits_for_nobody_where_those_present_decide():
    """Of five, three are there and two of them approve: in the sheet the absent would be awaited till the last day."""
    rules = workflow({"working_group": {"label": "рабочая группа", "of": "present", "returns": 3}})
    group = (*FOUR, "dina")
    sitting = Sitting(Scenario(small_school(people=roster(group), rules=rules)))
    sitting.attend("anna", "boris")
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    with pytest.raises(VekhaError, match="решение не принято"):
        sitting.close()
    sitting.attend("gleb")
    sitting.enter(BALLOT, {b.APPROVED: "Анна, Борис", b.ABSTAINED: "все"})
    assert sitting.close() == [*["voted"] * 3, "stage_met", "done", "meeting_closed"]
    assert sitting.closed.resolutions[0].abstain == ("Глеб",)


NUMBERS = {"label": "рабочая группа", "of": "present", "present_at_least": 3, "returns": 2, "at_meeting": "numbers"}


def by_number(**more: object) -> Sitting:
    """A meeting of five, three of whom are there, at a school that counts hands."""
    rules = workflow({"working_group": {**NUMBERS, **more}})
    sitting = Sitting(Scenario(small_school(people=roster((*FOUR, "dina")), rules=rules)))
    sitting.attend("anna", "boris", "gleb")
    return sitting


@pytest.mark.parametrize(("cells", "end", "decision", "why"), [
    ({b.APPROVED: 2, b.ABSTAINED: 1}, "done", "Утвердить", "за – 2, против – 0, воздержались – 1"),
    ({b.APPROVED: "3"}, "done", "Утвердить", "за – 3, против – 0, воздержались – 0"),
    ({b.APPROVED: 1, b.GIVEN_BACK: 2, b.REMARK: "нет ссылки"}, "refused", "Вернуть на доработку", "против – 2"),
])  # fmt: skip
def test_votes_are_told_by_number_where_the_school_decides_so(cells: dict, end: str, decision: str, why: str):
    sitting = by_number()
    sitting.enter(BALLOT, cells)
    kinds = sitting.close()
    assert (kinds[0], kinds[-2], kinds[-1]) == ("votes_counted", end, "meeting_closed")
    (resolution,) = sitting.closed.resolutions
    assert (resolution.decision, resolution.approve) == (decision, ())
    (counted,) = [event for event in sitting.life.journal if event.kind == "votes_counted"]
    assert why in counted.why
    assert counted.why.endswith("(заседание № 1 от 12.03.2021), внёс: Педагог")
    assert sitting.life.sync().kinds == []


@pytest.mark.parametrize(("change", "fault"), [
    (lambda sitting: sitting.enter(BALLOT, {b.APPROVED: 4}), "голосов 4, а присутствующих, кто здесь голосует, 3"),
    (lambda sitting: sitting.enter(BALLOT, {b.APPROVED: 1, b.GIVEN_BACK: 2}), "нет причины"),
    (lambda sitting: sitting.enter(BALLOT, {b.APPROVED: "2", b.ABSTAINED: "Глеб"}), "не понято «2»"),
    (lambda sitting: sitting.life.vote("vera", "Утвердить"), "в таблице уже голосовали Вера"),
])  # fmt: skip
def test_what_numbers_cannot_say_is_told_before_anything_is_recorded(change, fault: str):
    sitting = by_number()
    sitting.enter(BALLOT, {b.APPROVED: 3})
    change(sitting)
    before = list(sitting.life.journal)
    with pytest.raises(VekhaError, match=fault):
        sitting.close()
    assert sitting.life.journal == before


def test_numbers_are_refused_where_the_school_wants_names():
    sitting = by_number(at_meeting="names")
    sitting.enter(BALLOT, {b.APPROVED: 3})
    with pytest.raises(VekhaError, match="голоса вносят поимённо"):
        sitting.close()


def test_who_abstains_was_there_although_the_school_has_no_word_for_it():
    """Three must take part: two approve, and the third abstains."""
    sitting = by_number(at_meeting="names")
    words = {choice: word for choice, word in sitting.life.school.workflow.choices.items() if choice != "abstain"}
    rules = sitting.life.school.workflow.model_copy(update={"choices": words})
    sitting.life.school = replace(sitting.life.school, workflow=rules)
    sitting.enter(BALLOT, {b.APPROVED: "Анна, Борис", b.ABSTAINED: "Глеб"})
    assert sitting.close() == [*["voted"] * 3, "stage_met", "done", "meeting_closed"]
    assert sitting.closed.resolutions[0].abstain == ("Глеб",)


def test_a_tie_goes_as_the_stage_says():
    rules = workflow({"working_group": {"label": "рабочая группа", "returns": 3, "tie": "return"}})
    sitting = Sitting(Scenario(small_school(people=roster(FOUR), rules=rules)))
    sitting.attend(*FOUR)
    sitting.enter(BALLOT, {b.APPROVED: "Анна, Борис", b.GIVEN_BACK: "все", b.REMARK: "рано"})
    assert sitting.close()[-2:] == ["refused", "meeting_closed"]
    assert sitting.closed.resolutions[0].decision == "Вернуть на доработку"


def test_a_tie_is_told_and_nothing_is_recorded():
    people = roster(FOUR)
    rules = workflow({"working_group": {"label": "рабочая группа", "returns": 3}})
    sitting = Sitting(Scenario(small_school(people=people, rules=rules)))
    sitting.attend(*FOUR)
    sitting.enter(BALLOT, {b.APPROVED: "Анна, Борис", b.GIVEN_BACK: "все", b.REMARK: "рано"})
    before = list(sitting.life.journal)
    with pytest.raises(VekhaError, match="решение не принято"):
        sitting.close()
    assert sitting.life.journal == before


def test_who_answers_has_no_vote_and_is_named_at_the_meeting():
    people = roster(holders={"Директор": [{"person": "anna"}]})
    sitting = Sitting(Scenario(small_school(people=people)))
    sitting.attend("anna", "boris", "gleb")
    sitting.enter(BALLOT, {b.APPROVED: "Анна, Борис"})
    with pytest.raises(VekhaError, match=r"Решение \(«Анна»\) не учтено: отвечает за эту веху"):
        sitting.close()
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    assert sitting.close()[-2:] == ["done", "meeting_closed"]
    assert sitting.closed.resolutions[0].approve == ("Борис", "Глеб")


def test_a_row_that_was_deleted_comes_back_and_one_that_stands_twice_is_told():
    sitting = Sitting()
    row = sitting.life.paper.row(b.MEETING, f"1: {BALLOT}")
    sitting.life.paper.delete(b.MEETING, row)
    sitting.attend("anna", "boris")
    with pytest.raises(VekhaError, match="строки нет"):
        sitting.close()
    sitting.life.sync()
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    copy = sitting.life.paper.copy_row(b.MEETING, sitting.life.paper.row(b.MEETING, f"1: {BALLOT}"))
    with pytest.raises(VekhaError, match="несколько раз"):
        sitting.close()
    sitting.life.paper.delete(b.MEETING, copy)
    assert sitting.close()[-1] == "meeting_closed"


def test_rows_that_were_deleted_come_back_as_last_seen():
    sitting = Sitting()
    sitting.attend("anna", "boris")
    sitting.enter(BALLOT, {b.APPROVED: "все", b.ENTERED_BY: "Вера"})
    sitting.life.sync()
    for key in (f"1: {BALLOT}", "1: Анна"):
        sitting.life.paper.delete(b.MEETING, sitting.life.paper.row(b.MEETING, key))
    sitting.life.sync()
    assert sitting.life.paper.read(b.MEETING, f"1: {BALLOT}", b.ENTERED_BY) == "Вера"
    assert sitting.close()[-2:] == ["done", "meeting_closed"]


def test_an_older_copy_of_the_board_closes_no_meeting():
    sitting = Sitting()
    sitting.attend("anna", "boris")
    sitting.enter(BALLOT, {b.APPROVED: "Анна"})
    sitting.life.sync()
    older = sitting.life.paper.copy()
    sitting.enter(BALLOT, {b.APPROVED: "Анна, Борис"})
    sitting.life.mark("1.2/2021", "Начато")
    sitting.life.sync()
    sitting.life.paper = older
    with pytest.raises(VekhaError, match="записи строки стали прежними"):
        sitting.close()
    assert {doubt.key for doubt in sitting.life.sync().doubts} == {f"1: {BALLOT}", "1.2/2021"}
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    assert sitting.close()[-2:] == ["done", "meeting_closed"]


def test_entries_emptied_together_are_told_and_come_back_with_an_undo():
    sitting = Sitting()
    sitting.attend("anna", "boris", "gleb")
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    sitting.life.sync()
    for label in ("Анна", "Борис", "Глеб"):
        sitting.enter(label, {b.PRESENT: None})
    with pytest.raises(VekhaError, match="исчезли вместе с другими"):
        sitting.close()
    sitting.attend("anna", "boris", "gleb")
    assert sitting.close()[-1] == "meeting_closed"


@pytest.mark.parametrize("is_seen", [True, False], ids=["seen while open", "changed since the open look"])
def test_what_was_written_while_others_could_write_the_tab_must_be_confirmed(is_seen: bool):
    """Protection taken away, votes written, protection put back: the votes wait for the secretary."""
    key, cells = "1: 1.1/2021-1.1", {b.APPROVED: "все"}
    seen = {key: SeenRow(b.MEETING, 4, cells)}
    first = mark_untrusted(View(sitting=seen if is_seen else {key: SeenRow(b.MEETING, 4, {})}, sitting_open=True), {})
    sightings = {key: row.cells for key, row in first.sitting.items()}
    closed = mark_untrusted(View(sitting=seen), sightings)
    assert is_untrusted(closed.sitting[key].cells, "")
    confirmed = {**cells, b.ENTERED_BY: "Вера"}
    later = mark_untrusted(View(sitting={key: SeenRow(b.MEETING, 4, confirmed)}), {key: closed.sitting[key].cells})
    assert not is_untrusted(later.sitting[key].cells, "")
    assert not is_untrusted(mark_untrusted(View(sitting=seen), {}).sitting[key].cells, "")


def test_the_engine_heals_its_cells_of_the_tab_and_leaves_the_secretarys():
    sitting = Sitting()
    sitting.enter(BALLOT, {b.APPROVED: "Анна", b.DECIDES: "ничего"})
    sitting.life.sync()
    paper = sitting.life.paper
    assert paper.read(b.MEETING, f"1: {BALLOT}", b.APPROVED) == "Анна"
    assert str(paper.read(b.MEETING, f"1: {BALLOT}", b.DECIDES)).startswith("Исполнение")


def test_a_ballot_that_ended_before_the_meeting_is_left_out_with_its_reason():
    sitting = Sitting()
    sitting.life.mark("1.2/2021", "Прошу снять", None, None, "Отменено округом")
    sitting.life.sync()
    sitting.call(DAY)
    sitting.attend("anna", "boris", "gleb")
    sitting.enter(BALLOT, {b.APPROVED: "все"})
    sitting.enter("1.2/2021-1.1", {b.APPROVED: "все"})
    sitting.life.mark(CODE, "Готово", ANOTHER_ORDER)
    sitting.life.sync()
    assert sitting.close()[-1] == "meeting_closed"
    assert [ballot for ballot, _ in sitting.closed.left_out] == [BALLOT]
    assert [each.ballot for each in sitting.closed.resolutions] == ["1.2/2021-1.1"]
    assert sitting.life.known.state(CODE).ballot.votes == ()


def test_without_a_secretary_no_meeting_is_called_and_no_tab_is_there():
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    overviews = life.sync().overviews
    with pytest.raises(VekhaError, match="Назовите секретаря"):
        opening(life.school, overviews, life.journal, DAY, life.now())
    assert b.MEETING not in life.paper.sheets


def test_there_are_no_rows_before_the_first_meeting():
    life = Scenario()
    assert meeting_rows(life.school, overview(life.school, life.known, {}, life.day), life.journal) == ()


VOTES = st.lists(st.sampled_from(["за", "против", "воздержался", "не назван", "отсутствует"]), min_size=4, max_size=4)
SHEET = st.lists(st.sampled_from(["Утвердить", None]), min_size=4, max_size=4)


@examples(60)
@given(votes=VOTES, sheet=SHEET, returns=st.integers(1, 3))
def test_generated_sittings_end_as_a_naive_count_says(votes: list[str], sheet: list[str | None], returns: int):
    """Majority of four: who is named at the meeting is counted so; of the others the vote of the sheet stands."""
    rules = workflow({"working_group": {"label": "рабочая группа", "returns": returns}})
    sitting = Sitting(Scenario(small_school(people=roster(FOUR), rules=rules)))
    columns = {"за": b.APPROVED, "против": b.GIVEN_BACK, "воздержался": b.ABSTAINED}
    cells: dict[str, list[str]] = {}
    final = {}
    for person, vote, typed in zip(FOUR, votes, sheet, strict=True):
        if typed:
            sitting.life.vote(person, typed)
        label = sitting.life.school.roster.label(person)
        if vote != "отсутствует":
            sitting.attend(person)
        if vote in columns:
            cells.setdefault(columns[vote], []).append(label)
        final[person] = vote if vote in columns else "за" if typed else "никак"
    typed_before = [typed for typed in sheet if typed]
    sitting.enter(BALLOT, {name: ", ".join(labels) for name, labels in cells.items()} | {b.REMARK: "рано"})
    approvals, refusals = (list(final.values()).count(word) for word in ("за", "против"))
    present = any(vote != "отсутствует" for vote in votes)
    decided = refusals >= returns or approvals >= 3
    if len(typed_before) >= 3:
        return  # the sheet alone may have decided before the meeting; that is no matter of the meeting
    if not (present and cells and decided):
        with pytest.raises(VekhaError):
            sitting.close()
        return
    kinds = sitting.close()
    assert ("refused" in kinds, "stage_met" in kinds) == (refusals >= returns, refusals < returns)
