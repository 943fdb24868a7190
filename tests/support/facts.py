"""One milestone's facts told in words, one word for each day of March 2021, and its state told in one line."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from models.journal import (
    Amended,
    Asked,
    Attempted,
    Cancelled,
    Cleared,
    Done,
    Entered,
    Escalated,
    Event,
    Moved,
    Refused,
    Reopened,
    Rescheduled,
    Restored,
    Retired,
    Reworded,
    StageMet,
    StageOpened,
    Started,
    State,
    Submitted,
    Superseded,
    Voted,
    VoteWithdrawn,
    Withdrawn,
    replay,
)
from models.school import Choice, Kind

CODE = "1.1/2021"
ENDS = {
    "done": Done, "cancelled": Cancelled, "reopened": Reopened, "withdrawn": Withdrawn, "superseded": Superseded,
}  # fmt: skip
DAY = date(2021, 9, 1)


def facts(words: str) -> list[Event]:
    """The facts of a life.

    «submit» (completion), «submit-extension» and so on; «open» a stage, «anna+» approves, «anna-» returns,
    «sofia/anna+» votes in Anna's seat, «anna?» takes the vote back, «anna??» asks; «met», «met:3» with so many needed;
    «refused», «escalated», «escalated!» with the last word; «superseded!» spends the mark; orders by their kinds.
    """
    return list(_facts(words))


def state_after(words: str) -> State:
    """The milestone's state after these facts."""
    return replay(facts(words)).get(CODE) or State(CODE)


def _facts(words: str) -> Iterator[Event]:
    number, stage = 0, 0
    for day, word in enumerate(words.split(), start=1):
        name, _, more = word.partition(":")
        fact = {"milestone": CODE, "seen_at": datetime(2021, 3, day, 4, tzinfo=UTC), "why": word}
        ballot = {**fact, "ballot": f"{CODE}-{number}.{stage}"}
        seen = {"result": word, "new_date": DAY, "comment": word, "full": f"f{day}"}
        if name.startswith("submit"):
            number, stage = number + 1, 0
            kind = Kind(name.partition("-")[2] or "completion")
            yield Submitted(**fact, **seen, number=number, submission=kind, voted="v", forms=(), answering=())
        elif name == "open":
            stage += 1
            yield StageOpened(
                **{**fact, "ballot": f"{CODE}-{number}.{stage}"}, number=number, stage=f"s{stage}",
                stage_label=f"s{stage}", stage_number=stage, voters=("anna", "boris"), needed=2, returns=1,
                decide_by=date(2021, 4, 1),
            )  # fmt: skip
        elif name[-1] in "+-":
            voter, _, seat = name[:-1].partition("/")
            choice = Choice.APPROVE if name[-1] == "+" else Choice.RETURN
            yield Voted(**ballot, voter=voter, seat=seat or voter, post="", choice=choice, comment="", fingerprint="v")
        elif name[-2:] == "??":
            moved = date.fromisoformat(more) if more else None
            yield Asked(**ballot, voter=name[:-2], remark=word, decide_by=moved)
        elif name[-1] == "?":
            yield VoteWithdrawn(**ballot, voter=name[:-1], seat=name[:-1])
        else:
            yield _other(name, more, number, fact, ballot, seen)


def _other(name: str, more: str, number: int, fact: dict, ballot: dict, seen: dict) -> Event:
    goal = int(more) if more.isdigit() else 1
    closing = {**ballot, "voters": ("anna", "boris", "vera"), "approvals": 0, "needed": goal}
    order = {**fact, "order": "№ 12"}
    match name:
        case "started" | "cleared":
            return {"started": Started, "cleared": Cleared}[name](**fact)
        case "attempted":
            return Attempted(**fact, day=DAY, result="", full="")
        case "amended":
            return Amended(**fact, **seen, number=number)
        case "escalated" | "escalated!":
            return Escalated(**ballot, to=("dina",), decides=name.endswith("!"))
        case "met":
            return StageMet(**closing)
        case "refused":
            return Refused(**closing, number=number)
        case "moved":
            return Moved(**fact, number=number, due=DAY)
        case "superseded!":
            return Superseded(**fact, number=number, spent=True)
        case "entered":
            return Entered(**order, due=DAY)
        case "reworded":
            return Reworded(**order)
        case "rescheduled":
            return Rescheduled(**order, before=None, due=DAY)
        case "retired":
            return Retired(**order, full=more)
        case "restored":
            return Restored(**order, before=None, due=DAY)
        case _:
            return ENDS[name](**fact, number=number)


def told(state: State) -> str:
    """What differs from a milestone of which nothing is known; days are days of March."""
    parts = [str(state.status)]
    parts += [f"rest {state.rest}"] if state.rest is not state.status else []
    parts += ["finished"] if state.finished else []
    parts += [f"due {state.due:%d.%m}"] if state.due else []
    parts += [f"due since {state.due_since.day}"] if state.due_since else []
    parts += [f"spent {state.spent}"] if state.spent is not None else []
    parts += [f"{name} {getattr(state, name)}" for name in ("entered", "retired", "moved_by") if getattr(state, name)]
    parts += ["struck off"] if state.is_struck_off else []
    parts += [f"moves {state.moves}"] if state.moves else []
    if state.submission is not None:
        one = state.submission
        closed = f" {one.closed_at.day}" if one.closed_at else ""
        parts.append(f"№ {one.number} {one.outcome}{closed} {one.shown.full}{' pending' if state.pending else ''}")
    if len(state.submissions) + len(state.ballots) > 2:
        every = (*state.submissions, *state.ballots)
        parts.append("all " + " ".join(f"{each.number} {each.outcome}" for each in every))
    if state.ballot is not None:
        one = state.ballot
        votes = [f"{vote.voter}/{vote.seat}{'+' if vote.choice is Choice.APPROVE else '-'}" for vote in one.votes]
        people = [f"{name} {' '.join(found)}" for name in ("escalated_to", "deciders") if (found := getattr(one, name))]
        people += [f"{each.voter} {'answered' if each.answered else 'asks'}" for each in one.questions]
        people += [f"by {one.decide_by:%d.%m}"] if one.moved_to else []
        stands = f"{one.opened.stage} {one.outcome} {one.why} of {len(one.voters)}:{one.needed}"
        parts.append(" ".join((stands, *votes, *people)))
    parts += [f"attempt {state.attempt.why}"] if state.attempt else []
    since = f"since {state.since.day}" if state.since else "ever"
    return "; ".join((*parts, f"{since} {state.why}".strip()))
