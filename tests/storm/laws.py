"""What must be true after a story and a quiet pass; each promise that does not hold is a sentence."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from typing import Any

from sqlalchemy import text

from flows.office import open_school
from models.projection.texts import MENDED_AFTER_DOUBT
from tests.storm.ground import SMTP
from tests.storm.people import DECISION, MARK, RESULT, STATUS
from tests.storm.steps import CODES
from tests.storm.story import Played
from tests.support.google_school import GoogleSchool
from tests.support.sample import APPROVAL, PLAN

WORDS = {"approve": "Утвердить", "return": "Вернуть"}
LABELS = {
    "planned": "Запланировано", "in_progress": "В работе", "on_approval": "На утверждении", "returned": "На доработке",
    "done": "Исполнено", "cancelled": "Снято с контроля", "unclear": "Срок не определён",
}  # fmt: skip
CLOSING = ("stage_met", "refused", "done", "moved", "cancelled", "withdrawn", "superseded", "cleared")
GROUP = ("member_1", "member_2", "member_3", "member_4")
Fact = Mapping[str, Any]


def laws(played: Played) -> Iterator[str]:
    """Every promise that does not hold, in words."""
    school, now = played.school, played.moment
    again = school.facts("sync", now=now)
    if again["events"] or again["cells_written"]:
        yield f"a further pass changes something: {again['events']}, {again['cells_written']} cells"
    told = school.run("verify", "--json", now=now)
    wrong = json.loads(told.out)["problems"]
    if any(each["hint"] != MENDED_AFTER_DOUBT for each in wrong) or told.code != bool(wrong):
        yield f"verify: {told.code} {wrong} {told.err}".strip()
    tabs = {tab: dict(played.sheets.cells(tab)) for tab in (PLAN, APPROVAL)}
    for (tab, key, header), value in played.memory.last.items():
        stands = tabs[tab].get(key, {}).get(header)
        if stands != value and not (value is None and stands == "—"):
            yield f"{tab}, {key}, {header}: typed {value!r}, stands {stands!r}"
    with open_school(school.school, school.var, now) as office:
        with office.journal.engine.connect() as connection:
            facts = [json.loads(body) for body in connection.scalars(text("SELECT body FROM events ORDER BY position"))]
        people = office.school.roster.people
    labels = {person: each.label for person, each in people.items()}
    statuses = school.facts("status", now=now)["milestones"]
    yield from _beside(played, statuses)
    for status in statuses:
        if status["code"] in CODES:
            own = [each for each in facts if each["milestone"] == status["code"]]
            yield from _wishes(played, status["code"], own, labels)
            yield from _quorum(played, status, own, labels)
    yield from _letters(played, now)
    if played.days > 1:  # on the first the letter of the day may have gone before
        held = {status["code"] for status in statuses if status["doubt"] is not None}  # may have its quorum already
        awaited = [(code, people[each].address) for code, each in _awaited(facts) if code not in held]
        yield from _told(played, awaited)


def _beside(played: Played, statuses: Iterable[Fact]) -> Iterator[str]:
    """The status that people see beside each code; in a doubted row nothing but the doubt is written."""
    school = played.school
    rows = school.table(PLAN) if isinstance(school, GoogleSchool) else dict(played.sheets.cells(PLAN))
    for each in statuses:
        if each["code"].endswith("/2021") and each["doubt"] is None:
            stands = rows.get(each["code"], {}).get(STATUS)
            if stands != LABELS[each["status"]]:
                yield f"{each['code']} is {each['status']}, and {stands!r} stands beside it"


def _wishes(played: Played, code: str, facts: Iterable[Fact], labels: Mapping[str, str]) -> Iterator[str]:
    ever, accepted, refused = played.memory.ever, False, False
    for each in facts:
        accepted = accepted or each["kind"] == "doubt_accepted"
        if each["kind"] == "submitted" and each["result"] not in ever[PLAN, code, RESULT]:
            yield f"{code}: submitted {each['result']!r}, which nobody typed there"
        refused = refused or each["kind"] == "refused"
        again = refused and "решение уже принято" in each["why"]  # what was returned stands in the row again
        if each["kind"] == "withdrawn" and not (accepted or again or ever[PLAN, code, MARK] - {"Готово"}):
            yield f"{code}: withdrawn, which nobody wished"
        if each["kind"] == "voted" and WORDS.get(each["choice"]) not in _typed(ever, each, labels):
            yield f"{code}: {each['voter']} is said to have voted {each['choice']} on {each['ballot']}"
        if each["kind"] == "vote_withdrawn" and not (accepted or None in _typed(ever, each, labels)):
            yield f"{code}: {each['voter']} is said to have taken a vote back on {each['ballot']}"


def _typed(ever: Mapping[Any, set[Any]], vote: Fact, labels: Mapping[str, str]) -> set[Any]:
    return ever.get((APPROVAL, vote["ballot"], labels[vote["voter"]] + DECISION), set())


def _quorum(played: Played, status: Fact, facts: list[Fact], labels: Mapping[str, str]) -> Iterator[str]:
    """Most of the group, and everybody else who was asked, each by the votes since the last submission."""
    if status["status"] != "done":
        return
    last = max(index for index, each in enumerate(facts) if each["kind"] == "submitted")
    voted = [each for each in facts[last:] if each["kind"] == "voted" and each["choice"] == "approve"]
    approved = {each["voter"] for each in voted}
    members = [person for person in GROUP if person not in facts[last]["answering"]]
    needed = 1 if "any" in played.quorums else 2 if "2" in played.quorums else len(members) // 2 + 1
    for each in facts[last:]:
        if each["kind"] == "stage_opened":
            group = each["stage_label"] == "рабочая группа"
            if (group and len(approved & set(GROUP)) < needed) or (not group and not approved - set(GROUP)):
                yield f"{status['code']} is done, approved by {sorted(approved)} only: {each['why']}"


def _letters(played: Played, now: str) -> Iterator[str]:
    school = played.school
    states = [word for state in ("queued", "sending", "held", "dead", "refused") for word in ("--state", state)]
    for letter in school.facts("outbox", *states, now=now)["letters"]:
        yield f"a letter to {letter['person']} of {letter['day']} is {letter['state']}"
    sent = school.facts("outbox", "--state", "sent", now=now)["letters"]
    if played.world.mail == SMTP:
        yield from _taken(played, sent)
    else:
        files = Counter(file.name.split(".eml")[0] for file in (school.var / "outbox").glob("*.eml"))
        for letter in sent:
            if files[f"{letter['day']}-{letter['kind']}-{letter['person']}"] != 1:
                yield f"the letter to {letter['person']} of {letter['day']} is said to be sent, and is no file"
    litter = [file.name for file in school.var.rglob(".*vekha-draft")]
    if litter:
        yield f"left behind: {json.dumps(litter, ensure_ascii=False)}"


def _taken(played: Played, sent: list[Fact]) -> Iterator[str]:
    """Each letter came under one identity with one content, and twice only where something struck or was killed."""
    host, contents = played.ground.mail, defaultdict(list)
    for identity, letter in list(host.taken):
        contents[identity].append(letter)
    for identity, letters in contents.items():
        if len(set(letters)) != 1 and not played.done["restored"]:
            yield f"{identity} came with {len(set(letters))} contents"
    more = sum(len(letters) - 1 for letters in contents.values())
    if more > host.unanswered + played.done["killed deliveries"] and not played.done["restored"]:
        yield f"{more} letters came again, {host.unanswered} that were taken got no answer"
    if len(sent) > len(contents):
        yield f"{len(sent)} letters are said to be sent, {len(contents)} came"


def _awaited(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Who has not yet voted in the last ballot of each milestone, as long as it is open."""
    opened: dict[str, Fact] = {}
    voted: dict[str, set[str]] = defaultdict(set)
    for each in facts:
        if each["kind"] == "stage_opened":
            opened[each["milestone"]] = each
        elif each["kind"] in CLOSING:
            opened.pop(each["milestone"], None)
        elif each["kind"] == "voted":
            voted[each["ballot"]].add(each["seat"])
    submitted = {each["milestone"]: each for each in facts if each["kind"] == "submitted"}
    for code, ballot in opened.items():
        asked = {"куратор": ("curator",), "директор": ("director",)}.get(ballot["stage_label"], GROUP)
        own = {*submitted[code]["answering"], *voted[ballot["ballot"]]}
        yield from ((code, person) for person in asked if person not in own)


def _told(played: Played, awaited: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Whoever is waited for got a letter that names the milestone; not who was away."""
    if played.world.mail == SMTP:
        came = [letter for _, letter in played.ground.mail.taken]
    else:
        came = [file.read_bytes() for file in (played.school.var / "outbox").glob("*.eml")]
    told: dict[str, str] = defaultdict(str)
    for letter in map(message_from_bytes, came):
        told[str(letter["To"]).rpartition("<")[2].strip("<>")] += _text(letter)
    for code, address in awaited:
        if code not in told[address] and not played.done["absent"]:
            yield f"nobody told {address} of {code}"


def _text(letter: Message) -> str:
    part = next(each for each in letter.walk() if each.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()
