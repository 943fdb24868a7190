"""What cannot have happened, in a table: each law of the journal kept and broken."""

from datetime import UTC, datetime

import pytest

from models.journal import MeetingOpened, audit
from tests.support.facts import CODE, facts

NO_BALLOT = "голос подан, когда голосование не шло"
NO_QUORUM = "голосов «утвердить» {}, а нужно {}".format
NO_STAGES = "решение принято без пройденных этапов"
UNDER_VOTE = "веха снята приказом, а представление осталось на голосовании"
NOT_FINISHED = "приказом возвращена веха, которая не была завершена"


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("submit open anna+ boris+ met:2 done", None),
        ("submit open anna+ anna? anna- refused", None),
        ("submit anna+", NO_BALLOT),
        ("submit anna?", NO_BALLOT),
        ("submit open anna+ met:1 boris+", NO_BALLOT),
        ("submit open anna+ met:1 anna?", NO_BALLOT),
        ("submit open anna+ met:1 open boris+ met:1 done", None),
        ("submit open met:1", NO_QUORUM(0, 1)),
        ("submit met:1", NO_QUORUM(0, 1)),
        ("submit open anna+ boris- met:2", NO_QUORUM(1, 2)),
        ("submit open anna+ boris+ vera+ met:2", None),
        *((f"submit{kind} open anna+ met:1 {end}", None)
          for kind, end in (("", "done"), ("-extension", "moved"), ("-cancellation", "cancelled"))),
        *((f"submit {end}", NO_STAGES) for end in ("done", "moved", "cancelled", "reopened")),
        ("submit open done", NO_STAGES),
        ("submit open anna+ met:1 open done", NO_STAGES),
        ("submit open anna+ met:1 done done", NO_STAGES),
        ("submit open anna+ met:1 done submit-reopening reopened", NO_STAGES),
        ("submit open anna+ met:1 done submit-reopening open anna+ met:1 reopened", None),
        ("submit open anna- refused submit open anna+ met:1 done", None),
        ("retired", None),
        ("submit open superseded retired", None),
        ("submit open retired", UNDER_VOTE),
        ("restored", NOT_FINISHED),
        ("started restored", NOT_FINISHED),
        ("retired restored", None),
        ("submit open anna+ met:1 done restored", None),
        ("submit open anna+ met:1 done submit-reopening restored", NOT_FINISHED),
        ("started cleared entered reworded rescheduled", None),
    ],
)  # fmt: skip
def test_each_law_is_broken_by_the_last_fact_alone(words: str, broken: str | None):
    """What came before is lawful; nothing after the first broken law is judged."""
    found = list(audit([*facts(words), *facts("restored")] if broken else facts(words)))
    expected = [(CODE, f"Запись «{words.rsplit(maxsplit=1)[-1]}» невозможна: {broken}")] if broken else []
    assert [(problem.where, problem.found) for problem in found] == expected


def test_a_person_or_a_seat_that_is_counted_twice_is_no_quorum():
    """Replay keeps one vote of each, and what it keeps is what is counted."""
    one, other = "submit open anna+ sofia/anna+ met:2", "submit open sofia/anna+ sofia+ met:2"
    assert [[problem.found.partition(": ")[2] for problem in audit(facts(words))] for words in (one, other)] == [
        [NO_QUORUM(1, 2)]
    ] * 2


def test_what_is_the_school_s_is_of_no_milestone_and_ends_no_audit():
    at = datetime(2021, 3, 1, tzinfo=UTC)
    meeting = MeetingOpened(seen_at=at, why="Заседание", number=1, on=at.date(), attendants=(), ballots=())
    assert [problem.where for problem in audit([meeting, *facts("submit anna+")])] == [CODE]
