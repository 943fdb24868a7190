"""What each fact makes of a milestone, in a table: one row for each way that a fact can matter."""

import pytest

from models.journal import State, evolve
from tests.support.facts import CODE, facts, state_after, told


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "planned; ever"),
        ("started", "in_progress; since 1 started"),
        ("cleared", "planned; since 1 cleared"),
        ("started cleared", "planned; since 2 cleared"),
        ("submit", "on_approval; rest planned; № 1 open f1 pending; since 1 submit"),
        ("submit open", "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2; since 2 open"),
        ("submit open met", "on_approval; rest planned; № 1 open f1 pending; s1 met met of 3:1; since 3 met"),
        (
            "submit open anna+",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 anna/anna+; since 3 anna+",
        ),
        (
            "submit open anna+ boris+",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 anna/anna+ boris/boris+; "
            "since 4 boris+",
        ),
        (
            "submit open anna+ sofia/anna- boris+",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 sofia/anna- boris/boris+; "
            "since 5 boris+",
        ),
        (
            "submit open sofia/anna+ sofia- boris+",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 sofia/sofia- boris/boris+; "
            "since 5 boris+",
        ),
        (
            "submit open anna+ boris- anna?",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 boris/boris-; since 5 anna?",
        ),
        (
            "submit open anna+ boris+ met:2",
            "on_approval; rest planned; № 1 open f1 pending; s1 met met:2 of 3:2 anna/anna+ boris/boris+; "
            "since 5 met:2",
        ),
        (
            "submit open anna+ met open",
            "on_approval; rest planned; № 1 open f1 pending; all 1 open 1.1/2021-1.1 met 1.1/2021-1.2 open; "
            "s2 open open of 2:2; since 5 open",
        ),
        (
            "submit open anna+ met:1 open boris+ met:1 done",
            "done; finished; spent f1; № 1 met 8 f1; all 1 met 1.1/2021-1.1 met 1.1/2021-1.2 met; "
            "s2 met met:1 of 3:1 boris/boris+; since 8 done",
        ),
        ("attempted", "planned; attempt attempted; ever"),
        ("started attempted", "in_progress; attempt attempted; since 1 started"),
        (
            "submit open anna??:2021-04-05 boris+",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 boris/boris+ anna asks by 05.04; "
            "since 4 boris+",
        ),
        (
            "submit open anna?? amended gleb??",
            "on_approval; rest planned; № 1 open f4 pending; s1 open open of 2:2 anna answered gleb asks; "
            "since 4 amended",
        ),
        (
            "submit open escalated",
            "on_approval; rest planned; № 1 open f1 pending; s1 open open of 2:2 escalated_to dina; since 3 escalated",
        ),
        (
            "submit open escalated!",
            "on_approval; rest planned; № 1 open f1 pending; "
            "s1 open open of 2:2 escalated_to dina deciders dina; since 3 escalated!",
        ),
        (
            "submit open escalated! anna+",
            "on_approval; rest planned; № 1 open f1 pending; "
            "s1 open open of 2:2 anna/anna+ escalated_to dina deciders dina; since 4 anna+",
        ),
        ("submit open amended", "on_approval; rest planned; № 1 open f3 pending; s1 open open of 2:2; since 3 amended"),
        (
            "submit open anna- refused",
            "returned; spent f1; № 1 refused 4 f1; s1 refused refused of 3:1 anna/anna-; since 4 refused",
        ),
        (
            "started submit open anna- refused",
            "returned; spent f2; № 1 refused 5 f2; s1 refused refused of 3:1 anna/anna-; since 5 refused",
        ),
        (
            "submit open anna- refused started",
            "in_progress; № 1 refused 4 f1; s1 refused refused of 3:1 anna/anna-; since 5 started",
        ),
        (
            "submit open anna- refused submit",
            "on_approval; rest returned; spent f1; № 2 open f5 pending; "
            "all 1 refused 2 open 1.1/2021-1.1 refused; since 5 submit",
        ),
        (
            "submit open anna- refused cleared",
            "returned; № 1 refused 4 f1; s1 refused refused of 3:1 anna/anna-; since 5 cleared",
        ),
        ("submit open withdrawn", "planned; № 1 withdrawn 3 f1; s1 withdrawn withdrawn of 2:2; since 3 withdrawn"),
        (
            "started submit open withdrawn",
            "in_progress; № 1 withdrawn 4 f2; s1 withdrawn withdrawn of 2:2; since 4 withdrawn",
        ),
        ("submit withdrawn", "planned; № 1 withdrawn 2 f1; since 2 withdrawn"),
        (
            "submit open anna+ met withdrawn",
            "planned; № 1 withdrawn 5 f1; s1 met met of 3:1 anna/anna+; since 5 withdrawn",
        ),
        (
            "submit open anna+ superseded",
            "planned; № 1 superseded 4 f1; s1 superseded superseded of 2:2 anna/anna+; since 4 superseded",
        ),
        (
            "submit open anna+ superseded!",
            "planned; spent f1; № 1 superseded 4 f1; s1 superseded superseded! of 2:2 anna/anna+; since 4 superseded!",
        ),
        ("submit open met done", "done; finished; spent f1; № 1 met 4 f1; s1 met met of 3:1; since 4 done"),
        ("submit open met done started", "in_progress; № 1 met 4 f1; s1 met met of 3:1; since 5 started"),
        (
            "submit open met done submit-reopening",
            "done; finished; spent f1; № 2 open f5 pending; all 1 met 2 open 1.1/2021-1.1 met; "
            "since 5 submit-reopening",
        ),
        (
            "submit open met done submit-reopening open",
            "done; finished; spent f1; № 2 open f5 pending; all 1 met 2 open 1.1/2021-1.1 met 1.1/2021-2.1 open; "
            "s1 open open of 2:2; since 6 open",
        ),
        (
            "submit open met done submit-reopening open anna- refused",
            "done; finished; spent f5; № 2 refused 8 f5; "
            "all 1 met 2 refused 1.1/2021-1.1 met 1.1/2021-2.1 refused; s1 refused refused of 3:1 anna/anna-; "
            "since 8 refused",
        ),
        (
            "submit open met done submit-reopening open met reopened",
            "in_progress; spent f5; № 2 met 8 f5; all 1 met 2 met 1.1/2021-1.1 met 1.1/2021-2.1 met; "
            "s1 met met of 3:1; since 8 reopened",
        ),
        (
            "submit-extension open met moved",
            "planned; due 01.09; due since 4; spent f1; № 1 met 4 f1; s1 met met of 3:1; since 4 moved",
        ),
        (
            "started submit-extension open met moved",
            "in_progress; due 01.09; due since 5; spent f2; № 1 met 5 f2; s1 met met of 3:1; since 5 moved",
        ),
        (
            "submit-extension open met moved started",
            "in_progress; due 01.09; due since 4; № 1 met 4 f1; s1 met met of 3:1; since 5 started",
        ),
        (
            "submit-extension open met moved cleared",
            "planned; due 01.09; due since 4; № 1 met 4 f1; s1 met met of 3:1; since 5 cleared",
        ),
        (
            "submit-cancellation open met cancelled",
            "cancelled; finished; spent f1; № 1 met 4 f1; s1 met met of 3:1; since 4 cancelled",
        ),
        (
            "submit-cancellation open met cancelled submit-reopening open met reopened",
            "in_progress; spent f5; № 2 met 8 f5; all 1 met 2 met 1.1/2021-1.1 met 1.1/2021-2.1 met; "
            "s1 met met of 3:1; since 8 reopened",
        ),
        ("entered", "planned; due since 1; entered № 12; since 1 entered"),
        ("started entered", "in_progress; due since 2; entered № 12; since 2 entered"),
        (
            "submit open met done entered",
            "done; finished; due since 5; spent f1; entered № 12; № 1 met 4 f1; s1 met met of 3:1; since 5 done",
        ),
        ("reworded", "planned; ever reworded"),
        ("started reworded", "in_progress; since 1 reworded"),
        ("started rescheduled", "in_progress; due 01.09; due since 2; moved_by № 12; moves 1; since 2 rescheduled"),
        (
            "submit open met done rescheduled",
            "done; finished; due 01.09; due since 5; spent f1; moved_by № 12; moves 1; № 1 met 4 f1; "
            "s1 met met of 3:1; since 5 done",
        ),
        (
            "submit open rescheduled",
            "on_approval; rest planned; due 01.09; due since 3; moved_by № 12; moves 1; № 1 open f1 pending; "
            "s1 open open of 2:2; since 3 rescheduled",
        ),
        ("retired", "cancelled; finished; retired № 12; struck off; moves 1; since 1 retired"),
        ("retired:f9", "cancelled; finished; spent f9; retired № 12; struck off; moves 1; since 1 retired:f9"),
        ("started retired:f9", "cancelled; finished; spent f9; retired № 12; struck off; moves 1; since 2 retired:f9"),
        (
            "submit open met done retired:f9",
            "done; finished; spent f1; retired № 12; № 1 met 4 f1; s1 met met of 3:1; since 4 done",
        ),
        ("retired:f9 restored", "planned; due 01.09; moved_by № 12; moves 2; since 2 restored"),
        (
            "retired restored retired",
            "cancelled; finished; due 01.09; retired № 12; moved_by № 12; struck off; moves 3; since 3 retired",
        ),
        (
            "submit open met done restored",
            "in_progress; due 01.09; due since 5; spent f1; moved_by № 12; moves 1; № 1 met 4 f1; "
            "s1 met met of 3:1; since 5 restored",
        ),
        (
            "submit open met done retired restored",
            "in_progress; due 01.09; due since 6; spent f1; moved_by № 12; moves 1; № 1 met 4 f1; "
            "s1 met met of 3:1; since 6 restored",
        ),
        (
            "submit-cancellation open met cancelled restored",
            "in_progress; due 01.09; due since 5; spent f1; moved_by № 12; moves 1; № 1 met 4 f1; "
            "s1 met met of 3:1; since 5 restored",
        ),
        (
            "retired:f9 submit-reopening open met reopened",
            "in_progress; spent f2; retired № 12; moves 1; № 1 met 5 f2; s1 met met of 3:1; since 5 reopened",
        ),
        (
            "retired:f9 submit-reopening open met reopened retired:f9 restored",
            "planned; due 01.09; moved_by № 12; moves 3; № 1 met 5 f2; s1 met met of 3:1; since 7 restored",
        ),
        ("rescheduled rescheduled", "planned; due 01.09; due since 2; moved_by № 12; moves 2; since 2 rescheduled"),
    ],
)
def test_a_milestone_stands_where_its_facts_leave_it(words: str, expected: str):
    assert told(state_after(words)) == expected


@pytest.mark.parametrize("words", ["submit open anna+", "submit open anna?", "submit open met"])
def test_nothing_is_counted_where_no_ballot_is_open(words: str):
    """A vote, its withdrawal, a quorum of a stage that was never opened is no state at all."""
    submitted, *_, last = facts(words)
    for state in (State(CODE), evolve(State(CODE), submitted)):
        with pytest.raises(ValueError, match=r"1\.1/2021: a vote without a ballot"):
            evolve(state, last)
