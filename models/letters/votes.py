"""What each open ballot asks of its voters, and who else is told when it stays open."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from models.approval import Overview, decides
from models.approval import texts as approval_texts
from models.board import columns
from models.evidence import read_evidence
from models.journal import Ballot, Outcome, Submission
from models.letters import texts
from models.letters.blockers import mark_of
from models.letters.day import Day, Notice, title_of
from models.letters.letter import Item, SectionKind
from models.school import Choice
from models.text import joined, sentence

MOST_LINKS = 3


def of_voters(day: Day, each: Overview) -> Iterator[Notice]:
    """Who may vote and has not, of one milestone."""
    ballot = each.state.ballot
    if ballot is None or each.standing is None or each.standing.outcome is not Outcome.OPEN:
        return
    where, voted = each.standing, {vote.seat for vote in ballot.votes}
    for person, seat in where.panel.seats.items():
        if seat in voted:
            continue
        notes, subject = [], _subject(ballot, person)
        if person != seat:
            notes.append(texts.instead_of(day.labels([seat])))
        if _age(day, ballot) and (_reminds(day, ballot) or day.told.first(person, subject)):
            notes.append(texts.reminder(_age(day, ballot)))
        if person in where.faults:
            notes.append(joined(where.faults[person]))
        urgent = day.is_news(person, subject, _asked_since(day, ballot))
        yield Notice(person, SectionKind.VOTE, _ballot_item(day, each, ballot, notes), urgent, subject)


def _subject(ballot: Ballot, person: str) -> str:
    """By what the outbox knows that a vote was asked for: an answer to a voter's own question makes it another."""
    answered = (mark_of(each.remark) for each in ballot.questions if each.voter == person and each.answered)
    return ":".join(("vote", ballot.number, *answered))


def _age(day: Day, ballot: Ballot) -> int:
    """How many working days a ballot waits."""
    calendar = day.school.calendar
    return calendar.working_days_between(calendar.today(ballot.opened.seen_at), day.today)


def _reminds(day: Day, ballot: Ballot) -> bool:
    stage = day.school.workflow.stages.get(ballot.opened.stage)
    return stage is not None and _age(day, ballot) in stage.remind_after


def _asked_since(day: Day, ballot: Ballot) -> date:
    """The latest day on which voters were to hear of a ballot.

    That is when it was opened, on the stage's days of reminders, on the deadline, and after it as the workflow reminds.
    """
    calendar, workflow = day.school.calendar, day.school.workflow
    opened, late = calendar.today(ballot.opened.seen_at), calendar.working_days_between(ballot.decide_by, day.today)
    if day.today >= ballot.decide_by:
        return calendar.add_working_days(ballot.decide_by, workflow.remind.latest(late))
    stage = workflow.stages.get(ballot.opened.stage)
    reminders = [after for after in stage.remind_after if after <= _age(day, ballot)] if stage is not None else []
    return calendar.add_working_days(opened, max(reminders, default=0))


def _ballot_item(day: Day, each: Overview, ballot: Ballot, notes: Sequence[str]) -> Item:
    calendar, choices = day.school.calendar, day.school.workflow.choices
    submission = each.state.submissions[ballot.opened.number - 1]
    left, late = day.left(ballot.decide_by), calendar.working_days_between(ballot.decide_by, day.today)
    note = joined((*notes, decides(submission), *_questions(day, ballot), *_since_last_round(each, submission)))
    what = texts.VOTE.format(approve=choices[Choice.APPROVE], give_back=choices[Choice.RETURN])
    return Item(
        code=ballot.number, title=title_of(each), due=ballot.decide_by, days=late or -left,
        when=texts.decide_by(ballot.decide_by, left, late, day.today), note=texts.clean(note),
        said=_said(submission),
        action=texts.ON_TAB.format(tab=columns.APPROVAL, what=what), link=day.links.get(ballot.number),
    )  # fmt: skip


def _questions(day: Day, ballot: Ballot) -> Iterator[str]:
    """What voters asked of a submission, and whether they were answered."""
    for each in ballot.questions:
        found = texts.ANSWERED_QUESTION if each.answered else texts.OPEN_QUESTION
        label = day.school.roster.label(each.voter)
        yield found.format(voter=label, remark=texts.clean(each.remark, texts.LONGEST_SAID))


def _said(submission: Submission) -> str:
    """What the executor wrote, with the links to the result even where the rest had to be cut."""
    text = texts.clean(
        " · ".join(filter(None, (submission.shown.result, submission.shown.comment))), texts.LONGEST_SAID
    )
    links = [texts.clean(each.written) for each in read_evidence(submission.shown.result).links[:MOST_LINKS]]
    return " ".join((text, *(each for each in links if each not in text.rstrip("…"))))


def _since_last_round(each: Overview, submission: Submission) -> Iterator[str]:
    """What the voters said of the submission before the one under vote, and what the executor has changed since."""
    before = [old for old in each.state.submissions if old.outcome is Outcome.REFUSED]
    if not before:
        return
    yield approval_texts.returned_before(refusal(each))
    old = before[-1]
    if old.kind is not submission.kind:
        return
    was, now = old.shown, submission.shown
    yield texts.changed_since(
        result=(was.result, now.result), comment=(was.comment, now.comment), new_date=(was.new_date, now.new_date)
    )


def refusal(each: Overview) -> str:
    """Why, and by whom, a submission was returned the last time."""
    refused = [ballot for ballot in each.state.ballots if ballot.outcome is Outcome.REFUSED]
    return refused[-1].why if refused else each.why


# --- late ones ---------------------------------------------------------------------------------------


def stuck_votes(day: Day) -> Iterator[Notice]:
    """Ballots open past their escalation, for whom they escalate to: a letter goes once, then they are only listed."""
    calendar = day.school.calendar
    for each in day.overviews:
        ballot, where = each.state.ballot, each.standing
        if ballot is None or where is None or where.outcome is not Outcome.OPEN:
            continue
        rule = day.school.workflow.stages[ballot.opened.stage].escalate
        begun = calendar.add_working_days(ballot.decide_by, rule.after if rule else 1)
        if begun > day.today or (rule is None and not ballot.escalated_to):
            continue
        left, late = (
            day.left(ballot.decide_by),
            calendar.working_days_between(ballot.decide_by, day.today),
        )
        item = Item(
            code=ballot.number, title=title_of(each), due=ballot.decide_by, days=late,
            when=texts.decide_by(ballot.decide_by, left, late, day.today), note=texts.clean(sentence(where.why)),
            action=texts.HURRY, link=day.links.get(ballot.number),
        )  # fmt: skip
        told, subject = partial(_told_of_vote, day, each, ballot), f"stuck_vote:{ballot.number}"
        for person in told(day.today):
            if person not in where.panel.seats:
                urgent = day.is_news(person, subject, begun, told)
                yield Notice(person, SectionKind.STUCK_VOTE, item, urgent, subject)


def _told_of_vote(day: Day, each: Overview, ballot: Ballot, when: date) -> Sequence[str]:
    """Who is told of a late vote on a day: those whom the pass named, else those whom the rule names."""
    rule = day.school.workflow.stages[ballot.opened.stage].escalate
    people = ballot.escalated_to
    if not people and rule is not None:
        people = each.parties.on(when).first_told(rule.to)
    return list(day.acting(people, when))
