"""Faults between configuration files, and rules that can never fire, each with the place of its file."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.approval import all_voters
from models.board import google_texts, word_key
from models.mail import mailbox
from models.school import WEEKDAYS, Absence, Choice, Kind, Request, Roster, Route, School, Status, Workflow
from models.text import same_key, same_letters

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
            found = f"должности «{name}» нет в people.yaml"
            yield Fault(SCHOOL, ("weekly_summary", number), found, "Впишите роль или должность")
    board = school.settings.board
    owner = board.owner.lower() if board.kind == "google" and board.owner else None
    for person in all_voters(school.workflow.stages, school.roster) if owner else ():
        voter = school.roster.people.get(person)
        if voter is not None and voter.address and voter.address.lower() == owner:
            yield Fault(SCHOOL, ("board", "owner"), *google_texts.OWNER_VOTES.of(label=voter.label))


def _people(roster: Roster) -> Iterator[Fault]:
    hint = "Впишите человека в «people» или исправьте имя"
    titles: set[str] = set()
    for number, post in enumerate(roster.posts):
        place: Place = ("posts", number)
        named: list[tuple[Place, str | None]] = [((*place, "head"), post.head)]
        named += [((*place, "holders", each, "person"), holder.person) for each, holder in enumerate(post.holders)]
        for path, who in named:
            if who is not None and who not in roster.people:
                yield Fault(PEOPLE, path, f"должность «{post.title}»: человека «{who}» нет в «people»", hint)
        if same_letters(post.title) in titles:
            yield Fault(PEOPLE, place, f"должность «{post.title}» записана дважды", "Оставьте одну запись")
        titles.add(same_letters(post.title))
    for role in ("working_group", "curator", "director", "administrator"):
        title: str | None = getattr(roster, role)
        if title is not None and roster.post(title) is None:
            yield Fault(PEOPLE, (role,), f"должности «{title}» нет в «posts»", "Впишите должность или исправьте её")
    labels: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for person, one in roster.people.items():
        label = same_key(one.label)
        if label in labels:
            found = f"подпись «{one.label}» уже стоит у «{labels[label]}»"
            yield Fault(PEOPLE, ("people", person, "label"), found, "Подпись – заголовок столбца: дайте каждому свою")
        labels.setdefault(label, person)
        address = mailbox(one.address or "")
        if address and address in addresses:
            found = f"адрес {one.address} уже стоит у «{addresses[address]}»: один человек голосовал бы дважды"
            yield Fault(PEOPLE, ("people", person, "address"), found, "Один человек – одна запись и одна подпись")
        addresses.setdefault(address, person)


def _absences(roster: Roster) -> Iterator[Fault]:
    for number, away in enumerate(roster.absences):
        place = ("absences", number)
        for key, person in (("person", away.person), ("substitute", away.substitute)):
            if person is not None and person not in roster.people:
                found = f"человека «{person}» нет в «people»"
                yield Fault(PEOPLE, (*place, key), found, "Впишите человека в «people» или исправьте имя")
        for other in roster.absences[:number]:
            if other.person == away.person and _overlap(other, away):
                found = f"два отсутствия «{away.person}» накладываются друг на друга"
                yield Fault(PEOPLE, place, found, "Исправьте дни: в один день замещает один человек")
        circle = _circle(roster, number)
        if circle:
            found = f"замещают друг друга по кругу: {' → '.join(circle)}"
            yield Fault(PEOPLE, (*place, "substitute"), found, "Назовите того, кто в эти дни на месте")


def _letters(school: School) -> Iterator[Fault]:
    """Wishes about letters that no day can meet."""
    calendar = school.calendar
    worked = {0, 1, 2, 3, 4, *(day.weekday() for day in calendar.working_weekends)}
    for person, one in school.roster.people.items():
        if not worked & {WEEKDAYS.index(name) for name in one.letters.days}:
            found = f"в дни {', '.join(one.letters.days)} школа не работает: «{one.label}» не получит ни одного письма"
            yield Fault(PEOPLE, ("people", person, "letters", "days"), found, "Назовите хотя бы один рабочий день")


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
            named.append((("escalate", "to"), stage.escalate.to))
        for path, voters in named:
            post = roster.post(roster.post_named(voters)) if voters is not None else None
            if voters is not None and (post is None or not post.holders):
                what = "никто не занимает" if post else "нет в people.yaml"
                found = f"этап «{stage.label}»: должность «{voters}» {what}"
                hint = "Назовите роль (working_group, chair, curator, director) или должность, у которой есть люди"
                yield Fault(WORKFLOW, (*place, *path), found, hint)
        post = roster.post(roster.post_named(stage.voters))
        most = (1 if stage.voters == "chair" else len({holder.person for holder in post.holders})) if post else 0
        if post and isinstance(stage.quorum, int) and stage.quorum > most > 0:
            found = f"этап «{stage.label}»: кворум {stage.quorum} больше числа голосующих ({most})"
            yield Fault(WORKFLOW, (*place, "quorum"), found, "Уменьшите кворум или дополните состав")
        if post and stage.returns > most > 0:
            found = f"этап «{stage.label}»: для возврата нужно {stage.returns}, а голосующих {most}"
            yield Fault(WORKFLOW, (*place, "returns"), found, "Уменьшите «returns»")
        if not any(key in route.stages for route in workflow.routes):
            found = f"этап «{key}» ни одно правило не назначает"
            yield Fault(WORKFLOW, place, found, "Впишите его в «routes» или удалите")


def _overdue(workflow: Workflow, roster: Roster) -> Iterator[Fault]:
    for number, step in enumerate(workflow.overdue):
        if roster.post(roster.post_named(step.tell)) is None:
            found = f"должности «{step.tell}» нет в people.yaml"
            yield Fault(WORKFLOW, ("overdue", number, "tell"), found, "Назовите роль (curator, director) или должность")


def _routes(workflow: Workflow) -> Iterator[Fault]:
    for number, route in enumerate(workflow.routes):
        place = ("routes", number)
        for position, name in enumerate(route.stages):
            if name not in workflow.stages:
                known = ", ".join(f"«{each}»" for each in workflow.stages)
                yield Fault(WORKFLOW, (*place, "stages", position), f"этапа «{name}» нет", f"Есть этапы {known}")
            elif name in route.stages[:position]:
                found = f"этап «{name}» назначен дважды"
                yield Fault(WORKFLOW, (*place, "stages", position), found, "Оставьте его один раз")
        for kind in route.kinds:
            before = [n for n, other in enumerate(workflow.routes[:number], start=1) if _covers(other, route, kind)]
            if before:
                found = f"правило никогда не сработает для «{kind}»: его закрывает правило {before[0]}"
                yield Fault(WORKFLOW, place, found, "Поставьте более узкое правило раньше")
    for kind in Kind:
        if not any(kind in route.kinds and not route.forms for route in workflow.routes):
            found = f"нет правила для «{kind}» при любой форме результата"
            yield Fault(WORKFLOW, ("routes",), found, "Допишите его последним, без «forms»")


def _covers(earlier: Route, later: Route, kind: Kind) -> bool:
    """Whether an earlier rule takes everything of that kind that a later one asks for."""
    wider = not earlier.forms or (bool(later.forms) and set(later.forms) <= set(earlier.forms))
    return kind in earlier.kinds and wider


def _words(workflow: Workflow) -> Iterator[Fault]:
    for name, asked, words in (
        ("statuses", len(Status), list(workflow.statuses.values())),
        ("requests", len(Request), list(workflow.requests.values())),
        ("choices", len(Choice), list(workflow.choices.values())),
    ):
        if len({word_key(word) for word in words}) < len(words):
            yield Fault(WORKFLOW, (name,), "два слова названы одинаково", "Слова должны различаться")
        if len(words) < asked:
            yield Fault(WORKFLOW, (name,), f"слов {len(words)}, а нужно {asked}", "Допишите недостающие")


def _roadmap(school: School) -> Iterator[Fault]:
    known = {rule.kind for rule in (*school.evidence.forms, school.evidence.otherwise)}
    for number, route in enumerate(school.workflow.routes):
        for position, form in enumerate(route.forms):
            if form not in known:
                found = f"формы «{form}» нет в evidence.yaml"
                yield Fault(WORKFLOW, ("routes", number, "forms", position), found, f"Есть {', '.join(sorted(known))}")
    for which, direction in enumerate(school.roadmap.directions):
        for number, activity in enumerate(direction.activities):
            named = activity.answers if activity.retired is None else None
            if named is not None and named not in school.roster.people:
                place = ("directions", which, "activities", number, "answers")
                found = f"{activity.code}: человека «{activity.answers}» нет в people.yaml"
                yield Fault(ROADMAP, place, found, "Впишите его в people.yaml или исправьте имя")
    codes = [each.code for each in school.milestones]
    if len(set(codes)) < len(codes):
        yield Fault(ROADMAP, (), "две вехи получили один код", "Проверьте сроки мероприятий")
