"""Faults between configuration files, and rules that can never fire; `where` is the file's name."""

from collections.abc import Iterator

from models.people import Roster
from models.problems import Problem
from models.settings import School
from models.votes import post_of
from models.workflow import Kind, Workflow

PEOPLE, WORKFLOW, ROADMAP, SCHOOL = "people.yaml", "workflow.yaml", "roadmap.yaml", "school.yaml"


def faults_of_school(school: School) -> list[Problem]:
    """What stops a school from being served: names that lead nowhere and rules that can never fire."""
    return [
        *_people(school.roster),
        *_workflow(school.workflow, school.roster),
        *_roadmap(school),
        *(
            Problem(SCHOOL, f"«weekly_summary»: должности «{name}» нет в people.yaml", "Впишите роль или должность")
            for name in school.settings.weekly_summary
            if school.roster.post(post_of(school.roster, name)) is None
        ),
    ]


def _people(roster: Roster) -> Iterator[Problem]:
    hint = "Впишите человека в «people» или исправьте имя"
    for post in roster.posts:
        heads = [post.head] if post.head else []
        for person in dict.fromkeys([*(holder.person for holder in post.holders), *heads]):
            if person not in roster.people:
                yield Problem(PEOPLE, f"должность «{post.title}»: человека «{person}» нет в «people»", hint)
    for away in roster.absences:
        for named in (away.person, away.substitute):
            if named is not None and named not in roster.people:
                yield Problem(PEOPLE, f"«absences»: человека «{named}» нет в «people»", hint)
    for role in ("working_group", "curator", "director", "administrator"):
        title: str | None = getattr(roster, role)
        if title is not None and roster.post(title) is None:
            yield Problem(PEOPLE, f"«{role}»: должности «{title}» нет в «posts»", "Впишите должность или исправьте её")
    seen: dict[str, str] = {}
    for person, who in roster.people.items():
        if who.label in seen:
            found = f"подпись «{who.label}» стоит у двух людей («{seen[who.label]}» и «{person}»)"
            yield Problem(PEOPLE, found, "Подпись – заголовок столбца: дайте каждому свою")
        seen[who.label] = person
    names: set[str] = set()
    for post in roster.posts:
        if post.title in names:
            yield Problem(PEOPLE, f"должность «{post.title}» записана дважды", "Оставьте одну запись")
        names.add(post.title)


def _workflow(workflow: Workflow, roster: Roster) -> Iterator[Problem]:
    for key, stage in workflow.stages.items():
        for voters in (stage.voters, stage.stand_in):
            if voters is not None and roster.post(post_of(roster, voters)) is None:
                found = f"этап «{key}»: должности «{voters}» нет в people.yaml"
                yield Problem(WORKFLOW, found, "Назовите роль (working_group, curator, director) или должность")
    for step in workflow.overdue:
        if roster.post(post_of(roster, step.tell)) is None:
            found = f"«overdue»: должности «{step.tell}» нет в people.yaml"
            yield Problem(WORKFLOW, found, "Назовите роль (curator, director, working_group) или должность")
    for number, route in enumerate(workflow.routes, start=1):
        for name in route.stages:
            if name not in workflow.stages:
                known = ", ".join(f"«{each}»" for each in workflow.stages)
                yield Problem(WORKFLOW, f"правило {number} в «routes»: этапа «{name}» нет", f"Есть этапы {known}")
        for kind in route.kinds:
            for before, other in enumerate(workflow.routes[: number - 1], start=1):
                if kind in other.kinds and (
                    not other.forms or (set(route.forms) and set(route.forms) <= set(other.forms))
                ):
                    found = (
                        f"правило {number} в «routes» никогда не сработает для «{kind}»: его закрывает правило {before}"
                    )
                    yield Problem(WORKFLOW, found, "Поставьте более узкое правило раньше")
                    break
    for kind in Kind:
        if not any(kind in route.kinds and not route.forms for route in workflow.routes):
            found = f"в «routes» нет правила для «{kind}» при любой форме результата"
            yield Problem(WORKFLOW, found, "Допишите его последним, без «forms»")
    for enum, words, name in (
        ("статуса", workflow.statuses, "statuses"),
        ("отметки", workflow.requests, "requests"),
        ("решения", workflow.choices, "choices"),
    ):
        if len({word.casefold() for word in words.values()}) < len(words):
            yield Problem(WORKFLOW, f"в «{name}» два {enum} названы одинаково", "Слова должны различаться")


def _roadmap(school: School) -> Iterator[Problem]:
    for activity in school.roadmap.activities():
        if activity.answers is not None and activity.answers not in school.roster.people:
            found = f"{activity.code}: «answers» называет «{activity.answers}», а такого человека нет в people.yaml"
            yield Problem(ROADMAP, found, "Впишите его в people.yaml или исправьте имя")
    codes = [each.code for each in school.milestones]
    if len(set(codes)) < len(codes):
        yield Problem(ROADMAP, "две вехи получили один код", "Проверьте сроки мероприятий")
