"""Faults between configuration files, and rules that can never fire, each with the place of its file."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.board import google_texts, word_key
from models.checks import texts
from models.mail import mailbox
from models.school import (
    WEEKDAYS,
    Absence,
    Choice,
    Kind,
    Request,
    Roster,
    Route,
    School,
    Stage,
    Status,
    Workflow,
    all_voters,
)
from models.text import look_alike_key, same_letters

PEOPLE, WORKFLOW, ROADMAP, SCHOOL = "people.yaml", "workflow.yaml", "roadmap.yaml", "school.yaml"
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of a file (keys and list positions), and what to do."""

    file: str
    place: Place
    found: str
    hint: str


def faults_of_school(school: School) -> list[Fault]:
    """What stops a school from being served: names that lead nowhere and rules that can never fire."""
    return [
        *_people(school.roster),
        *_absences(school.roster),
        *_letters(school),
        *_stages(school.workflow, school.roster),
        *_routes(school.workflow),
        *_overdue(school.workflow, school.roster),
        *_words(school.workflow),
        *_roadmap(school),
        *_settings(school),
    ]


def _settings(school: School) -> Iterator[Fault]:
    for number, name in enumerate(school.settings.weekly_summary):
        if school.roster.post(school.roster.post_named(name)) is None:
            found = texts.POST_UNKNOWN.format(name=name)
            yield Fault(SCHOOL, ("weekly_summary", number), found, texts.NAME_ROLE)
    board = school.settings.board
    owner = board.owner.lower() if board.kind == "google" and board.owner else None
    for person in all_voters(school.workflow.stages, school.roster) if owner else ():
        voter = school.roster.people.get(person)
        if voter is not None and voter.address and voter.address.lower() == owner:
            yield Fault(SCHOOL, ("board", "owner"), *google_texts.OWNER_VOTES.of(label=voter.label))


def _people(roster: Roster) -> Iterator[Fault]:
    hint = texts.ADD_PERSON
    titles: set[str] = set()
    for number, post in enumerate(roster.posts):
        place: Place = ("posts", number)
        named: list[tuple[Place, str | None]] = [((*place, "head"), post.head)]
        named += [((*place, "holders", each, "person"), holder.person) for each, holder in enumerate(post.holders)]
        for path, who in named:
            if who is not None and who not in roster.people:
                yield Fault(PEOPLE, path, texts.HOLDER_UNKNOWN.format(post=post.title, person=who), hint)
        if same_letters(post.title) in titles:
            yield Fault(PEOPLE, place, texts.POST_TWICE.format(post=post.title), texts.KEEP_ONE)
        titles.add(same_letters(post.title))
        if post.parts and not post.shared:
            yield Fault(PEOPLE, (*place, "parts"), texts.PARTS_ALONE.format(post=post.title), texts.SHARE_OR_DROP)
    for role in ("working_group", "curator", "director", "administrator", "secretary"):
        title: str | None = getattr(roster, role)
        if title is not None and roster.post(title) is None:
            yield Fault(PEOPLE, (role,), texts.POST_NOT_LISTED.format(post=title), texts.ADD_POST)
    labels: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for person, one in roster.people.items():
        label = look_alike_key(one.label)
        if label in labels:
            found = texts.LABEL_TAKEN.format(label=one.label, person=labels[label])
            yield Fault(PEOPLE, ("people", person, "label"), found, texts.OWN_LABEL)
        labels.setdefault(label, person)
        address = mailbox(one.address or "")
        if address and address in addresses:
            found = texts.ADDRESS_TAKEN.format(address=one.address, person=addresses[address])
            yield Fault(PEOPLE, ("people", person, "address"), found, texts.ONE_ENTRY)
        addresses.setdefault(address, person)


def _absences(roster: Roster) -> Iterator[Fault]:
    for number, away in enumerate(roster.absences):
        place = ("absences", number)
        for key, person in (("person", away.person), ("substitute", away.substitute)):
            if person is not None and person not in roster.people:
                found = texts.PERSON_UNKNOWN.format(person=person)
                yield Fault(PEOPLE, (*place, key), found, texts.ADD_PERSON)
        for other in roster.absences[:number]:
            if other.person == away.person and _overlap(other, away):
                found = texts.ABSENCES_OVERLAP.format(person=away.person)
                yield Fault(PEOPLE, place, found, texts.ONE_SUBSTITUTE)
        circle = _circle(roster, number)
        if circle:
            found = texts.CIRCLE.format(people=" → ".join(circle))
            yield Fault(PEOPLE, (*place, "substitute"), found, texts.NAME_PRESENT)


def _letters(school: School) -> Iterator[Fault]:
    """Wishes about letters that no day can meet."""
    calendar = school.calendar
    worked = {0, 1, 2, 3, 4, *(day.weekday() for day in calendar.working_weekends)}
    for person, one in school.roster.people.items():
        if not worked & {WEEKDAYS.index(name) for name in one.letters.days}:
            found = texts.NO_WORKING_DAY.format(days=", ".join(one.letters.days), label=one.label)
            yield Fault(PEOPLE, ("people", person, "letters", "days"), found, texts.NAME_WORKING_DAY)


def _overlap(one: Absence, other: Absence) -> bool:
    starts_before = one.since is None or other.until is None or one.since <= other.until
    ends_after = one.until is None or other.since is None or other.since <= one.until
    return starts_before and ends_after


def _circle(roster: Roster, number: int) -> list[str]:
    """The people of a circle of substitutes that an absence closes while it lasts; empty when it leads to somebody."""
    first = roster.absences[number]
    path, current = [first.person], first
    while current.substitute is not None:
        path.append(current.substitute)
        if current.substitute == first.person:
            return path
        following = (
            away for away in roster.absences[: number + 1] if away.person == path[-1] and _overlap(away, first)
        )
        found = next(following, None)
        if found is None or found.person in path[:-1]:
            return []
        current = found
    return []


def _stages(workflow: Workflow, roster: Roster) -> Iterator[Fault]:
    for key, stage in workflow.stages.items():
        place: Place = ("stages", key)
        named: list[tuple[Place, str | None]] = [(("voters",), stage.voters), (("stand_in",), stage.stand_in)]
        if stage.escalate is not None:
            named += [(("escalate", "to", number), post) for number, post in enumerate(stage.escalate.to)]
        for path, voters in named:
            post = roster.post(roster.post_named(voters)) if voters is not None else None
            if voters is not None and (post is None or not post.holders):
                what = texts.VACANT if post else texts.NOT_IN_PEOPLE
                found = texts.STAGE_VOTERS.format(stage=stage.label, voters=voters, fault=what)
                hint = texts.NAME_HELD_ROLE
                yield Fault(WORKFLOW, (*place, *path), found, hint)
        post = roster.post(roster.post_named(stage.voters))
        most = (1 if stage.voters == "chair" else len({holder.person for holder in post.holders})) if post else 0
        if post and isinstance(stage.quorum, int) and stage.quorum > most > 0:
            found = texts.QUORUM_TOO_HIGH.format(stage=stage.label, quorum=stage.quorum, most=most)
            yield Fault(WORKFLOW, (*place, "quorum"), found, texts.LOWER_QUORUM)
        if post and stage.returns > most > 0:
            found = texts.RETURNS_TOO_HIGH.format(stage=stage.label, returns=stage.returns, most=most)
            yield Fault(WORKFLOW, (*place, "returns"), found, texts.LOWER_RETURNS)
        if not any(key in route.stages for route in workflow.routes):
            found = texts.STAGE_UNUSED.format(stage=key)
            yield Fault(WORKFLOW, place, found, texts.USE_STAGE)
        yield from _ballots(stage, place, most)


def _ballots(stage: Stage, place: Place, most: int) -> Iterator[Fault]:
    """Keys of a stage that can have no effect, or with which no vote could ever end it."""
    alone = stage.quorum not in ("majority", "all")
    asked = stage.present_at_least
    if asked is not None and stage.of == "members":
        yield Fault(WORKFLOW, (*place, "present_at_least"), texts.PRESENT_OF_MEMBERS.format(stage=stage.label),
                    texts.SAY_PRESENT)  # fmt: skip
    elif asked is not None and asked > most > 0:
        found = texts.PRESENT_TOO_HIGH.format(stage=stage.label, present=asked, most=most)
        yield Fault(WORKFLOW, (*place, "present_at_least"), found, texts.LOWER_PRESENT)
    elif asked == 1 and not alone and most > 1:
        found = texts.ONE_DECIDES.format(stage=stage.label)
        yield Fault(WORKFLOW, (*place, "present_at_least"), found, texts.RAISE_PRESENT)
    elif stage.of == "present" and alone and asked is None:
        found = texts.PRESENT_NO_EFFECT.format(stage=stage.label)
        yield Fault(WORKFLOW, (*place, "of"), found, texts.SAY_AT_LEAST)
    if stage.tie != "ask" and 0 < most < 2:
        found = texts.TIE_NO_EFFECT.format(stage=stage.label)
        yield Fault(WORKFLOW, (*place, "tie"), found, texts.DROP_TIE)
    if stage.escalate is not None and len(set(stage.escalate.to)) < len(stage.escalate.to):
        found = texts.ESCALATION_TWICE.format(stage=stage.label)
        yield Fault(WORKFLOW, (*place, "escalate", "to"), found, texts.KEEP_ONCE)


def _overdue(workflow: Workflow, roster: Roster) -> Iterator[Fault]:
    for number, step in enumerate(workflow.overdue):
        if roster.post(roster.post_named(step.tell)) is None:
            found = texts.POST_UNKNOWN.format(name=step.tell)
            yield Fault(WORKFLOW, ("overdue", number, "tell"), found, texts.NAME_ROLE_OR_POST)


def _routes(workflow: Workflow) -> Iterator[Fault]:
    for number, route in enumerate(workflow.routes):
        place = ("routes", number)
        for position, name in enumerate(route.stages):
            if name not in workflow.stages:
                known = ", ".join(f"«{each}»" for each in workflow.stages)
                yield Fault(
                    WORKFLOW,
                    (*place, "stages", position),
                    texts.STAGE_UNKNOWN.format(stage=name),
                    texts.STAGES_KNOWN.format(known=known),
                )
            elif name in route.stages[:position]:
                found = texts.STAGE_TWICE.format(stage=name)
                yield Fault(WORKFLOW, (*place, "stages", position), found, texts.KEEP_ONCE)
        for kind in route.kinds:
            before = [n for n, other in enumerate(workflow.routes[:number], start=1) if _covers(other, route, kind)]
            if before:
                found = texts.ROUTE_NEVER.format(kind=kind, earlier=before[0])
                yield Fault(WORKFLOW, place, found, texts.ROUTE_EARLIER)
    for kind in Kind:
        if not any(kind in route.kinds and not route.forms for route in workflow.routes):
            found = texts.NO_ROUTE.format(kind=kind)
            yield Fault(WORKFLOW, ("routes",), found, texts.ADD_ROUTE)


def _covers(earlier: Route, later: Route, kind: Kind) -> bool:
    """Whether an earlier rule takes everything of that kind that a later one asks for."""
    wider = not earlier.forms or (bool(later.forms) and set(later.forms) <= set(earlier.forms))
    return kind in earlier.kinds and wider


def _words(workflow: Workflow) -> Iterator[Fault]:
    for name, asked, words in (
        ("statuses", len(Status), list(workflow.statuses.values())),
        ("requests", len(Request), list(workflow.requests.values())),
        ("choices", len(Choice) - (Choice.ABSTAIN not in workflow.choices), list(workflow.choices.values())),
    ):
        if len({word_key(word) for word in words}) < len(words):
            yield Fault(WORKFLOW, (name,), texts.WORDS_ALIKE, texts.MAKE_DIFFERENT)
        if len(words) < asked:
            yield Fault(WORKFLOW, (name,), texts.WORDS_MISSING.format(number=len(words), asked=asked), texts.ADD_WORDS)


def _roadmap(school: School) -> Iterator[Fault]:
    known = {rule.kind for rule in (*school.evidence.forms, school.evidence.otherwise)}
    for number, route in enumerate(school.workflow.routes):
        for position, form in enumerate(route.forms):
            if form not in known:
                found = texts.FORM_UNKNOWN.format(form=form)
                yield Fault(
                    WORKFLOW,
                    ("routes", number, "forms", position),
                    found,
                    texts.FORMS_KNOWN.format(known=", ".join(sorted(known))),
                )
    for which, direction in enumerate(school.roadmap.directions):
        for number, activity in enumerate(direction.activities):
            named = activity.answers if activity.retired is None else None
            if named is not None and named not in school.roster.people:
                place = ("directions", which, "activities", number, "answers")
                found = texts.ANSWERING_UNKNOWN.format(activity=activity.code, person=activity.answers)
                yield Fault(ROADMAP, place, found, texts.ADD_ANSWERING)
    codes = [each.code for each in school.milestones]
    if len(set(codes)) < len(codes):
        yield Fault(ROADMAP, (), texts.SAME_CODE, texts.CHECK_TERMS)
