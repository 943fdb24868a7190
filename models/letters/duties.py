"""What each milestone asks of whom on a day: duties, which letters then gather by person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.approval import Overview, submission_request
from models.approval import texts as approval_texts
from models.board import read_mark
from models.journal import Event, Outcome
from models.letters import texts
from models.letters.blockers import mark_of, of_administrator, of_awaited, of_curator, of_lines
from models.letters.day import Day, Notice, due_is_told_from, title_of
from models.letters.letter import Item, SectionKind
from models.letters.summary import OUTCOMES
from models.letters.votes import of_voters, refusal
from models.parts import asking_posts
from models.parts import texts as parts_texts
from models.school import Kind, Request, Status
from models.text import Mender, Problem, joined, sentence

DECISIONS = OUTCOMES - {"refused"}


def duties(day: Day) -> list[Notice]:
    """Everything that waits for anybody today."""
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in day.problems:
        by_code[problem.where].append(problem)
    found: list[Notice] = []
    for each in day.overviews:
        faults = [problem.sentence() for problem in by_code[each.code] if problem.mender is Mender.EXECUTOR]
        found.extend(_of_executors(day, each, faults))
        found.extend(of_voters(day, each))
        found.extend(_of_contributors(day, each))
    found.extend(of_lines(day))
    found.extend(of_curator(day))
    found.extend(of_administrator(day))
    return found


# --- executors -------------------------------------------------------------------------------------


def _of_executors(day: Day, each: Overview, faults: Sequence[str]) -> Iterator[Notice]:
    found = _executors_item(day, each, faults)
    if found is None:
        return
    kind, item = found
    subject = _subject(kind, each, faults)
    announced = _announced(day, each) if kind is SectionKind.DUE_SOON else None

    def told(when: date) -> Sequence[str]:
        return list(day.acting(each.parties.on(when).answers, when)) or day.holders("curator", when)

    def is_urgent(person: str) -> bool:
        if announced is None:
            return day.is_due(person, subject)
        return day.is_news(person, subject, announced, told)

    acting = day.acting(each.answers)
    for person, absent in acting.items():
        note = joined((texts.instead_of(day.labels(absent)) if absent else "", item.note))
        yield Notice(person, kind, replace(item, note=note), is_urgent(person), subject)
    if not acting:
        fault, hint = texts.nobody_acts(day.labels(each.answers))
        lost = replace(item, note=fault, action=hint, said="")
        for curator in day.holders("curator"):
            yield Notice(curator, SectionKind.UNBLOCK, lost, is_urgent(curator), subject)


def _of_contributors(day: Day, each: Overview) -> Iterator[Notice]:
    """Whose part is awaited hears of it when the row is due soon and while it is overdue, not all year."""
    is_soon = each.due is not None and day.today <= each.due < day.soon
    where = each.parts
    if where is None or each.status is Status.ON_APPROVAL or not each.open or not (is_soon or each.overdue_days):
        return
    item = _row(day, each, parts_texts.SHOWN.format(standing=where.said), "")
    yield from of_awaited(day, each, item, _announced(day, each) if is_soon else None)


def _subject(kind: SectionKind, each: Overview, faults: Sequence[str]) -> str:
    """By what the outbox knows that this was told: any act of anybody on the row makes it another subject."""
    if kind is SectionKind.DUE_SOON:
        return f"{kind}:{each.code}:{each.due}"
    if kind is SectionKind.QUESTION and each.state.ballot is not None:
        asked = (mark_of(question.remark) for question in each.state.ballot.questions if not question.answered)
        return ":".join((kind, each.state.ballot.number, *asked))
    acted = each.state.since.isoformat() if each.state.since is not None else ""
    return ":".join((kind, each.code, str(each.due), acted, *(mark_of(fault) for fault in faults)))


def _executors_item(day: Day, each: Overview, faults: Sequence[str]) -> tuple[SectionKind, Item] | None:
    """The one section that a milestone stands in for those who answer."""
    requests = day.school.workflow.requests
    done, move = requests[Request.COMPLETION], requests[Request.EXTENSION]
    if each.status is Status.RETURNED:
        note = joined((*faults, refusal(each)))
        return SectionKind.RETURNED, replace(_row(day, each, note, ""), action=each.way_back)
    waits_for_voters = each.status is Status.ON_APPROVAL
    asked = list(_open_questions(day, each))
    if asked:
        return SectionKind.QUESTION, _row(day, each, joined((*faults, *asked)), texts.ANSWER)
    if each.overdue_days and not waits_for_voters:
        what = (texts.MEND_OR_MOVE if faults else texts.ACT).format(done=done, move=move)
        return SectionKind.OVERDUE, _row(day, each, _with_understood(day, each, faults), what)
    if faults:
        return SectionKind.INCOMPLETE, _row(day, each, _with_understood(day, each, faults), texts.MEND_ENTRY)
    if each.due is None or waits_for_voters or not each.open or not day.today <= each.due < day.soon:
        return None
    note = parts_texts.SHOWN.format(standing=each.parts.said) if each.parts else ""
    return SectionKind.DUE_SOON, _row(day, each, note, texts.MARK_DONE.format(done=done))


def _open_questions(day: Day, each: Overview) -> Iterator[str]:
    """What voters ask of an open ballot and nobody answered."""
    ballot = each.state.ballot
    if each.status is Status.ON_APPROVAL and ballot is not None and ballot.outcome is Outcome.OPEN:
        for question in ballot.questions:
            if not question.answered:
                label = day.school.roster.label(question.voter)
                yield texts.ASKED.format(voter=label, remark=texts.clean(question.remark, texts.LONGEST_SAID))


def _announced(day: Day, each: Overview) -> date:
    """The day on which the nearest notice of the workflow began, of a milestone that is due soon."""
    due = each.due or day.today
    left = day.left(due)
    step = min(notice for notice in day.school.workflow.due_soon if notice >= left)
    begun = day.today
    while day.school.calendar.working_days_between(begun - timedelta(days=1), due) <= step:
        begun -= timedelta(days=1)
    return max(begun, due_is_told_from(day.school.calendar, each.state))


def _with_understood(day: Day, each: Overview, faults: Sequence[str]) -> str:
    """What is missing in an entry, after what of it was understood."""
    if not faults:
        return ""
    workflow = day.school.workflow
    mark = read_mark(day.known.sightings.get(each.code, {}), workflow.requests, workflow.longest_text)
    asked = submission_request(day.school, each.milestone, each.state, mark, day.known.used_links, day.today)
    understood = asked.what if asked is not None and asked.what != approval_texts.completion("") else ""
    return joined((sentence(understood), *faults))


def _row(day: Day, each: Overview, note: str, what: str) -> Item:
    days, when = None, ""
    if each.due is not None and each.overdue_days:
        days, when = each.overdue_days, texts.overdue_since(each.overdue_days, each.due, day.today)
    elif each.due is not None and each.open and day.today <= each.due < day.soon:
        days = -day.left(each.due)
        when = texts.time_left(-days, each.due, day.today)
    elif each.due is not None and each.open:
        when = texts.due(each.due, day.today)
    return Item(
        code=each.code, title=title_of(each), due=each.due, days=days, when=when, note=texts.clean(note),
        action=day.place(each, what), link=day.links.get(each.code),
    )  # fmt: skip


# --- decisions -------------------------------------------------------------------------------------


def decisions(day: Day, events: Iterable[tuple[int, Event]]) -> Iterator[Notice]:
    """What was decided of each row, for those who answer for it or share it: each decision once, however long ago.

    Whoever was away then hears of it too, though a substitute was told; whoever came to the post later does not.

    A return is not among them: it asks for something, and stands in a section of its own.
    """
    for position, event in events:
        each = day.by_code.get(event.milestone)
        if each is None or not (event.kind in DECISIONS or _is_kept_closed(each, event)):
            continue
        when, subject = day.school.calendar.today(event.seen_at), f"decided:{event.milestone}:{position - 1}"
        if day.told.kept_since is not None and when <= day.told.kept_since:
            continue  # told, or not, by the rules of a release whose letters kept no subjects
        item = Item(
            code=each.code, title=title_of(each), due=when, when=texts.decided_on(when, day.today),
            note=texts.clean(sentence(event.why)), link=day.links.get(each.code),
        )  # fmt: skip

        def place(then: date, each: Overview = each) -> Sequence[str]:
            people = _concerned(day, each, then)
            return [*people, *day.acting(people, then)]

        for person in day.acting(_concerned(day, each, day.today)):
            if day.is_news(person, subject, when, place):
                yield Notice(person, SectionKind.DECIDED, item, subject=subject)


def _is_kept_closed(each: Overview, event: Event) -> bool:
    """Whether the voters would not open a finished row again."""
    return event.kind == "refused" and each.state.submissions[event.number - 1].kind is Kind.REOPENING


def _concerned(day: Day, each: Overview, when: date) -> tuple[str, ...]:
    """Who answers for a row on a day, and every holder of a shared post that asks for parts of it."""
    posts = asking_posts(day.school, each.milestone)
    shared = (person for post in posts for person in day.school.roster.holders(post.title, when))
    return tuple(dict.fromkeys((*each.parties.on(when).answers, *shared)))


def merged(own: Sequence[Notice]) -> list[Notice]:
    """A person's notices with no row twice: decisions on a row stand together, in its own line where it has one."""
    decided: dict[str, list[Notice]] = defaultdict(list)
    for notice in (notice for notice in own if notice.kind is SectionKind.DECIDED):
        decided[notice.item.code].append(notice)
    found = []
    for notice in (notice for notice in own if notice.kind is not SectionKind.DECIDED):
        before = [each.item.note for each in decided.pop(notice.item.code, [])]
        found.append(
            replace(notice, item=replace(notice.item, note=joined(dict.fromkeys((*before, notice.item.note)))))
        )
    for several in decided.values():
        item = several[-1].item
        if len(several) > 1:
            notes = (part for each in several for part in (each.item.when, each.item.note))
            item = replace(item, when=texts.SEVERAL_DECISIONS.format(number=len(several)), note=joined(notes))
        found.append(replace(several[-1], item=item))
    return found
