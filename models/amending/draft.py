"""An amending order over a living school: what differs, the roadmap that follows, and the facts for the journal."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.amending import texts
from models.amending.amendment import Amendment, Change, Draft, MilestoneChange
from models.amending.matching import match
from models.amending.milestone_codes import MilestoneMatch, kept, match_milestones
from models.amending.order_events import entered, facts_of_activity, row, struck_codes
from models.amending.rewrite import Rewritten, rewrite
from models.approval import retirement
from models.document import key_of
from models.importing import Imported
from models.importing import texts as importing_texts
from models.journal import DirectionReworded, Event, Superseded
from models.roadmap import Activity, KeptMilestone, Milestone, Roadmap, milestones_of
from models.text import Problem, VekhaError, same_letters


def draft(amendment: Amendment) -> Draft:
    """Everything that follows from the document; VekhaError where a milestone cannot be reopened as somebody wishes."""
    it, school = amendment, amendment.school
    after = rewrite(school.roadmap, it.imported, it.matching, it.order, it.period, it.settled, it.used())
    changes = [*_about_period(it), *_about_directions(after)]
    events: list[Event] = list(_renamed(it, after))
    activities: dict[str, Activity] = {}
    returned: set[str] = set()
    for activity in after.roadmap.activities():
        made, change, facts = _activity(it, after, activity)
        activities[activity.code] = made
        events += facts
        changes += [change] if change else []
        returned |= {each.code for each in change.milestones if each.what == "returns"} if change else set()
    heard = {each for each in it.reopen if it.known.state(each).moved_by == it.name}
    wrong = sorted(it.reopen - returned - heard)
    if wrong:
        raise VekhaError(texts.CANNOT_REOPEN.format(code=wrong[0]))
    directions = tuple(
        each.model_copy(update={"activities": tuple(activities[one.code] for one in each.activities)})
        for each in after.roadmap.directions
    )
    roadmap = after.roadmap.model_copy(update={"directions": directions})
    return Draft(it.order, roadmap if changes else school.roadmap, tuple(changes), tuple(events))


def _about_period(it: Amendment) -> Iterator[Change]:
    before, after = it.school.roadmap.period, str(it.period)
    if before != after:
        yield Change("period", "", "", "", (texts.PERIOD_CHANGED.format(before=before, after=after),))


def _about_directions(after: Rewritten) -> Iterator[Change]:
    for old, new in after.directions:
        if old is None:
            said = texts.direction_added(new.title)
        elif old.title != new.title:
            said = texts.direction_changed(old.title, new.title)
        else:
            continue
        yield Change("direction", "", str(new.number), new.title, (said,))


def _renamed(it: Amendment, after: Rewritten) -> Iterator[DirectionReworded]:
    """What directions were called until now: a report of an earlier day says so."""
    for old, new in after.directions:
        if old is not None and old.title != new.title:
            why = texts.DIRECTION_RENAMED.format(order=it.name, number=old.number, before=old.title, after=new.title)
            yield DirectionReworded(seen_at=it.moment, why=why, order=it.name, number=old.number, was=old.title)


def _activity(it: Amendment, after: Rewritten, activity: Activity) -> tuple[Activity, Change | None, list[Event]]:
    """One activity of the new roadmap with its milestones' codes, what differs, and the facts."""
    was = after.was[activity.code]
    mine = it.milestones.get(activity.code, []) if was else []
    if was is not None and activity.retired is not None and was.retired is None:
        return _retired(it, activity, mine)
    if was is not None and (activity.retired is not None or (activity == was and it.period == it.school.period)):
        return kept([_keep(each, was) for each in mine], activity, it.period, it.reporting_day), None, []
    wanted, moved = _milestones(it, was, activity, mine)
    made = kept(wanted, activity, it.period, it.reporting_day)
    if was is None:
        given = [texts.CODE_GIVEN.format(code=activity.code, number=activity.number)] if activity.number else []
        said = [texts.added(activity.title), *given, *_about_new(it, activity)]
        events = [entered(it, each) for each in moved if not it.known.state(each.code).entered]
        return made, _change(it, "added", activity, said, moved, events), events
    said, what = _reworded(was, activity)
    said = [texts.COMES_BACK.format(order=str(was.retired)), *said] if was.retired else said
    if was.term != activity.term:
        said += _about_term(it, was, activity)
    if not said and not moved:
        return made, None, []
    events = facts_of_activity(it, was, activity, mine, moved, what)
    is_count_only = not what and not moved and was.term == activity.term and was.settled == activity.settled
    kind = "restored" if was.retired else "renumbered" if is_count_only else "changed"
    return made, _change(it, kind, activity, said, moved, events), events


def _change(
    it: Amendment,
    kind: str,
    activity: Activity,
    said: Sequence[str],
    moved: Sequence[MilestoneChange],
    events: Sequence[Event],
) -> Change:
    closed = (it.known.state(each.milestone).ballot for each in events if isinstance(each, Superseded))
    ended = (texts.VOTE_ENDS.format(ballot=ballot.number) for ballot in closed if ballot is not None)
    sentences = (*said, *(_say(it, each) for each in moved), *ended)
    return Change(kind, activity.code, activity.number or activity.code, activity.title, sentences, tuple(moved))


def _say(it: Amendment, change: MilestoneChange) -> str:
    status = it.school.workflow.statuses[it.known.state(change.code).rest]
    match change.what:
        case "moves":
            return texts.milestone_moves(change.code, change.before, change.due)
        case "enters":
            return texts.milestone_enters(change.code, change.due, it.school.calendar.today(it.moment))
        case "retires":
            return texts.MILESTONE_RETIRES.format(code=change.code)
        case "returns":
            return texts.milestone_returns(change.code, change.due)
        case "may_return":
            return texts.milestone_may_return(change.code, status, change.due)
        case _:
            return texts.MILESTONE_STAYS_FINISHED.format(code=change.code, status=status)


def _retired(
    it: Amendment, activity: Activity, mine: Sequence[Milestone]
) -> tuple[Activity, Change | None, list[Event]]:
    struck = struck_codes(activity)
    live = [each for each in mine if each.code not in struck]
    moved = [MilestoneChange(each.code, "stays" if it.is_finished(each) else "retires", it.day(each)) for each in live]
    events = [fact for each in live for fact in retirement(*row(it, each.code), it.moment)]
    made = kept([_keep(each, activity) for each in mine], activity, it.period, it.reporting_day)
    return made, _change(it, "retired", activity, [texts.retires(activity.title)], moved, events), events


def _keep(each: Milestone, was: Activity | None = None, **changes: object) -> KeptMilestone:
    """A milestone as it is listed; `was` tells which orders struck single milestones off, not the whole activity."""
    struck = {one.code: one.retired for one in was.milestones} if was else {}
    kept_so = KeptMilestone(code=each.code, start=each.start, due=each.due, retired=struck.get(each.code))
    return kept_so.model_copy(update=changes)


def _milestones(
    it: Amendment, was: Activity | None, activity: Activity, mine: Sequence[Milestone]
) -> tuple[list[KeptMilestone], list[MilestoneChange]]:
    """The milestones of a new or changed activity, and what becomes of each."""
    plain = activity.model_copy(update={"milestones": ()})
    said = milestones_of(plain, 0, it.period, it.reporting_day)
    if was is None:
        return [_keep(each) for each in said], [MilestoneChange(each.code, "enters", None, each.due) for each in said]
    is_as_before = (was.term, was.settled, was.retired) == (activity.term, activity.settled, None)
    if is_as_before and it.period == it.school.period:
        return [_keep(each, was) for each in mine], []
    struck = struck_codes(was)
    live = [each for each in mine if each.code not in struck]
    wanted = [_keep(each, was) for each in mine if each.code in struck]
    moved: list[MilestoneChange] = []
    for fate in match_milestones(live, said, it.day, it.is_finished, it.milestone_codes):
        keeps, change = _fate(it, fate)
        wanted.append(keeps)
        moved += [change] if change else []
    return sorted(wanted, key=lambda each: (each.year, each.due or date.max, each.code)), moved


def _fate(it: Amendment, fate: MilestoneMatch) -> tuple[KeptMilestone, MilestoneChange | None]:
    code, old, new = fate.code, fate.old, fate.new
    if old is None and new is not None:
        return _keep(new, code=code), MilestoneChange(code, "enters", None, new.due)
    assert old is not None
    before = it.day(old)
    if new is not None and it.known.state(code).is_struck_off:
        return _keep(new, code=code), MilestoneChange(code, "returns", before, new.due)
    if new is None:
        if it.is_finished(old):
            return _keep(old), MilestoneChange(code, "stays", before)
        return _keep(old, retired=it.order), MilestoneChange(code, "retires", before)
    if fate.is_same_day:
        return _keep(new, code=code), None
    if it.is_finished(old) and code not in it.reopen:
        return _keep(old), MilestoneChange(code, "may_return", before, new.due)
    what = "returns" if it.is_finished(old) else "moves"
    return _keep(new, code=code), MilestoneChange(code, what, before, new.due)


def _reworded(was: Activity, activity: Activity) -> tuple[list[str], list[str]]:
    """What of an activity's texts differs: as sentences, and as words for the journal."""
    said: list[str] = []
    what: list[str] = []
    if was.title != activity.title:
        said.append(texts.title_changed(was.title, activity.title))
        what.append("мероприятие")
    if was.executors != activity.executors:
        said.append(texts.executors_changed(was.executors, activity.executors))
        said += [texts.ANSWERS_KEPT.format(person=activity.answers)] if activity.answers else []
        what.append("исполнители")
    if was.result_form != activity.result_form:
        said.append(texts.form_changed(was.result_form, activity.result_form))
        what.append("форма результата")
    if was.number != activity.number:
        number = activity.number or activity.code
        said.append(texts.NUMBER_CHANGED.format(code=activity.code, number=number))
        what += [f"номер в документе (теперь {number})"] if what else []  # a number alone is no news for the journal
    return said, what


def _about_term(it: Amendment, was: Activity, activity: Activity) -> Iterator[str]:
    yield texts.term_changed(was.term, activity.term)
    if was.settled and not activity.settled:
        yield texts.unsettled(was.settled.as_)
    yield from _about_new(it, activity)


def _about_new(it: Amendment, activity: Activity) -> Iterator[str]:
    question = next(
        (each.unclear for each in milestones_of(activity, 0, it.period, it.reporting_day) if each.unclear), None
    )
    if question:
        yield texts.STILL_UNCLEAR.format(question=question)
    for post in activity.executors:
        if it.school.roster.post(post) is None:
            yield texts.POST_UNKNOWN.format(post=post)
    for old in it.school.roadmap.activities():
        if old.retired is not None and same_letters(old.title) == same_letters(activity.title):
            yield texts.LOOKS_LIKE_RETIRED.format(code=old.code, order=str(old.retired))


def still_open(it: Amendment, found: Draft) -> tuple[Problem, ...]:
    """What a person should look at in the document: of rows those that differ, of their terms those not settled."""
    differing = {each.number for each in found.changes if each.kind in ("added", "changed")}
    same = {each.code for each in it.imported.activities()} - differing
    settled = {each.number or each.code for each in found.roadmap.live() if each.settled}
    answered = {
        importing_texts.unclear_term(importing_texts.place(each.code, each.where), each.term.text, each.term.unclear)
        for each in it.imported.activities()
        if each.code in settled and each.term.unclear
    }
    return tuple(each for each in it.imported.problems if each.where.split(" ")[0] not in same and each not in answered)


def left_alone(roadmap: Roadmap, imported: Imported) -> tuple[str, ...]:
    """What of the document's beginning differs and is not carried over."""
    preamble = imported.preamble
    pairs = (
        ("название", roadmap.title, preamble.title),
        ("цель", roadmap.purpose, preamble.purpose),
        ("цели по классам", _goals(roadmap), "".join(goal for _, goals in preamble.goals for goal in goals)),
    )
    differ = [what for what, old, new in pairs if old and new and same_letters(old) != same_letters(new)]
    return (texts.beginning_left_alone(differ),) if differ else ()


def _goals(roadmap: Roadmap) -> str:
    return "".join(goal for group in roadmap.goals for goal in group.goals)


def is_edition(roadmap: Roadmap, imported: Imported) -> bool:
    """Whether at least half of the roadmap's activities are found in the document.

    A quarter must be there word for word: a document of another school is known without comparing all with all.
    """
    live, titles = roadmap.live(), {key_of(each.title) for each in imported.activities()}
    if 4 * sum(key_of(each.title) in titles for each in live) < len(live):
        return False
    return 2 * len(match(roadmap, imported, {}).same) >= len(live)
