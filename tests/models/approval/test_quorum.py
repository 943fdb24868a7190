"""When votes decide, told as truth tables against the naive model, which tries every vote that may still come."""

from itertools import product

import pytest

from models.approval import Rule, Tally
from models.approval.quorum import tie_breaks, verdict
from models.journal import Outcome
from tests.support.reference_models import NaiveStage, naive_end

HEADS = {None: Outcome.OPEN, "Утвердить": Outcome.MET, "Вернуть": Outcome.REFUSED, "Воздержаться": Outcome.OPEN}
OUTCOMES = {"met": Outcome.MET, "refused": Outcome.REFUSED, None: Outcome.OPEN}


@pytest.mark.parametrize("members", range(10))
@pytest.mark.parametrize("quorum", ["any", "all", "majority", 1, 2, 3])
@pytest.mark.parametrize(("of", "at_least"), [("members", None), ("present", None), ("present", 2), ("present", 4)])
def test_a_stage_ends_as_the_naive_model_says(quorum: str | int, of: str, at_least: int | None, members: int):
    """Whatever was said, whoever may still vote, on time and late, for every tie rule."""
    for yes, no, blank in product(range(members + 1), range(min(members, 3) + 1), range(min(members, 3) + 1)):
        left = members - yes - no - blank
        if left < 0:
            continue
        for awaited, returns, tie, late in product(
            {0, left // 2, left}, (1, 3), ("ask", "return", "chair"), (False, True)
        ):
            rule = Rule(quorum, of, returns, tie, at_least)  # type: ignore[arg-type]
            tally = Tally(yes, no, blank, members, awaited)
            stage = NaiveStage((), quorum, returns, of=of, at_least=at_least, tie=tie)
            found = verdict(rule, tally, late=late)
            for head in HEADS if tie == "chair" else (None, "Утвердить"):
                ended = tie_breaks(rule, tally, HEADS[head]) if found.hangs else found.outcome
                naive = naive_end(stage, yes, no, blank, members, awaited, head, late=late)
                assert ended is OUTCOMES[naive], (rule, tally, late, head)


@pytest.mark.parametrize("tie", ["ask", "return", "chair"])
@pytest.mark.parametrize("of", ["members", "present"])
@pytest.mark.parametrize("quorum", ["all", "majority"])
@pytest.mark.parametrize("at_least", [None, 1, 2])
def test_one_of_several_never_decides_by_majority_or_all(quorum: str, of: str, at_least: int | None, tie: str):
    for members, blank, awaited in product(range(2, 10), range(9), range(9)):
        if 1 + blank + awaited > members:
            continue
        rule, tally = Rule(quorum, of, 1, tie, at_least), Tally(1, 0, blank, members, awaited)  # type: ignore[arg-type]
        found = verdict(rule, tally, late=True)
        assert found.outcome is Outcome.OPEN
        assert members == 2 or tie_breaks(rule, tally, Outcome.MET) is not Outcome.MET


@pytest.mark.parametrize(
    ("rule", "tally", "said"),
    [
        (("majority", "members"), (2, 2, 0, 4, 0), "hangs"),
        (("majority", "members"), (1, 0, 0, 4, 0), "lacks"),
        (("majority", "members"), (0, 0, 0, 4, 2), "lacks"),
        (("majority", "members"), (0, 0, 0, 4, 3), ""),
        (("all", "members"), (2, 0, 1, 4, 1), "past"),
        (("all", "members"), (3, 0, 1, 4, 0), "hangs"),
        (("majority", "present"), (0, 0, 0, 4, 2), "lacks"),
        (("majority", "present"), (2, 1, 0, 4, 1), ""),
        (("majority", "present"), (1, 1, 1, 4, 1), "hangs"),
        (("majority", "present"), (1, 1, 2, 4, 0), "hangs"),
        (("any", "members"), (0, 0, 4, 4, 0), "hangs"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_ballot_that_goes_on(rule: tuple, tally: tuple, said: str):
    """Neither outcome can be reached; too few are left; only a return is left."""
    found = verdict(Rule(*rule, 3 if tally[1] else 1), Tally(*tally), late=False)
    words = {"lacks": found.lacks, "hangs": found.hangs, "past": found.is_past_approval and not found.lacks}
    assert found.outcome is Outcome.OPEN
    assert next((word for word, holds in words.items() if holds), "") == said
