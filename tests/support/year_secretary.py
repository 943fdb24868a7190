"""Who should get which letter, once more and deliberately naive: a secretary with the printed board and a notebook.

Nothing is shared with the product: calendar and people are written out here, the board is read as people see it, and
what was told to whom is crossed off in a notebook, day after day.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

WEEKDAYS_OFF = {
    "2021-02-22", "2021-02-23", "2021-03-08", "2021-05-03", "2021-05-10", "2021-06-14", "2021-11-04", "2021-11-05",
    "2021-12-31", "2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06", "2022-01-07", "2022-02-23", "2022-03-07",
    "2022-03-08", "2021-04-12",
}  # fmt: skip
WORKING_SATURDAYS = {"2021-02-20", "2021-04-17", "2022-03-05"}
VACATIONS = [("2021-03-22", "2021-03-28"), ("2021-07-05", "2021-08-22")]
AWAY = [
    ("curator", "2021-04-05", "2021-04-16", "mentor_1"),
    ("librarian", "2021-05-11", "2021-06-04", None),
    ("member_2", "2021-05-11", "2021-05-28", "deputy_2"),
    ("curator", "2021-09-06", "2021-09-10", None),
    ("director_2", "2021-06-01", "2021-06-09", "deputy_1"),
    ("member_1", "2021-10-11", "2021-10-22", "member_3"),
]
NO_ADDRESS = {"deputy_2"}
LABELS = {
    "director": "Директор", "director_2": "Новый директор", "curator": "Куратор", "member_1": "Член рабочей группы 1",
    "member_2": "Член рабочей группы 2", "member_3": "Член рабочей группы 3", "member_4": "Член рабочей группы 4",
    "deputy_1": "Заместитель директора по УВР 1", "deputy_2": "Заместитель директора по УВР 2",
    "teacher_1": "Педагог 1", "mentor_1": "Педагог-наставник 1", "librarian": "Педагог-библиотекарь",
    "site_keeper": "Ответственный за сайт",
}  # fmt: skip
ANSWERS = {
    "Куратор профессионального самоопределения обучающихся": "curator", "Рабочая группа": "member_1",
    "Педагоги": "teacher_1", "Педагоги-наставники": "mentor_1", "Заместители директора по УВР": "deputy_1",
    "Заместители директора": "deputy_1", "Ответственный за сайт": "site_keeper", "Педагог-библиотекарь": "librarian",
}  # fmt: skip
GROUP = ["member_1", "member_2", "member_3", "member_4"]
LADDER = [(5, "curator"), (10, "director")]
NOTICES = [14, 7, 3, 1]
STUCK = {"куратор": ["director", GROUP[0]], "рабочая группа": ["curator", "director"]}
TITLES = {
    "unblock": "Требуется решение куратора", "escalated": "Длительная просрочка", "stuck": "Голосование затянулось",
    "returned": "Возвращено на доработку", "overdue": "Просрочено", "vote": "Ждут вашего решения",
    "incomplete": "Исправьте записи", "soon": "Скоро срок", "decided": "Решено по вашим вехам",
}  # fmt: skip

Row = dict[str, Any]
Told = dict[str, tuple[str, dict[str, list[str]]]]


@cache
def works(day: date) -> bool:
    """Whether the school works on a day."""
    return str(day) in WORKING_SATURDAYS or (day.weekday() < 5 and str(day) not in WEEKDAYS_OFF)


def later(day: date, number: int) -> date:
    """So many working days after a day."""
    while number:
        day += timedelta(days=1)
        number -= works(day)
    return day


def left(day: date, due: date) -> int:
    """Working days after a day up to a due date."""
    return sum(works(day + timedelta(days=number)) for number in range(1, (due - day).days + 1))


def acting(person: str, day: date) -> str | None:
    """Who acts for a person."""
    for who, since, until, substitute in AWAY:
        if who == person and since <= str(day) <= until:
            return acting(substitute, day) if substitute else None
    return person


def same_seat(person: str, day: date) -> list[str]:
    """Whom a person stands in for today, and who stood in for this person without a seat of their own."""
    absent = [who for who in LABELS if who != person and acting(who, day) == person]
    lent = [substitute for who, _, _, substitute in AWAY if who == person and substitute not in GROUP]
    return [*absent, *(who for who in lent if who)]


def director(day: date) -> str:
    """The post changes hands on the first of May."""
    return "director_2" if str(day) >= "2021-05-01" else "director"


def holder(post: str, day: date) -> str | None:
    """Who acts for the curator or the director."""
    return acting(director(day) if post == "director" else post, day)


def wants(person: str, day: date) -> bool:
    """Whether a person may get a letter on a day, the weekly rhythm left aside."""
    if not works(day) or acting(person, day) != person or any(a <= str(day) <= b for a, b in VACATIONS):
        return False
    if person == "deputy_1":
        return day.weekday() in (1, 3)
    return person != "teacher_1" or str(day) > "2021-04-06"


def gets(person: str, day: date) -> bool:
    """The same with the rhythm: one member reads once a week."""
    monday = day - timedelta(days=day.weekday())
    earlier = any(wants(person, monday + timedelta(days=number)) for number in range(day.weekday()))
    return wants(person, day) and (person != "member_3" or not earlier)


def first_since(person: str, start: date, day: date) -> bool:
    """Whether a day is a person's first day of letters since a start."""
    return gets(person, day) and not any(gets(person, start + timedelta(days=n)) for n in range((day - start).days))


@dataclass
class Secretary:
    """The notebook: what was told, who was named for a late vote, and when something first happened."""

    steps: set[tuple[str, date, int]] = field(default_factory=set)
    notices: set[tuple[str, date, int]] = field(default_factory=set)
    waiting: set[tuple[str, ...]] = field(default_factory=set)
    editions: dict[tuple[str, str], date] = field(default_factory=dict)
    first_letter: date | None = None
    stood: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    decided: list[str] = field(default_factory=list)
    heard: dict[int, list[tuple[str, date]]] = field(default_factory=dict)
    late_votes: dict[str, str] = field(default_factory=dict)
    told_votes: set[str] = field(default_factory=set)
    begun: date | None = None
    found: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    urgent: set[str] = field(default_factory=set)

    def letters(self, day: date, plans: list[Row], ballots: list[Row], faulty: set[str], strange: list[str]) -> Told:
        """Person → kind and, by section, the codes of its rows; the board is as it stands that morning."""
        self.found, self.urgent = {}, set()
        for row in plans:
            self._executors(day, row, row["Код"] in faulty)
            self._ladder(day, row)
        for row in self._open(plans, ballots):
            self._voters(day, row, next(plan for plan in plans if plan["Код"] == row["Код"]))
        for place in strange:
            self._tell(day, holder("curator", day), "unblock", place, again=True)
        self._decisions(day, plans)
        kinds = {person: self._edition(day, person) for person in LABELS}
        for person in sorted(NO_ADDRESS & {*self.urgent, *(person for person, kind in kinds.items() if kind)}):
            self._tell(day, holder("curator", day), "unblock", LABELS[person], again=True)
        return {
            person: (kind or "daily", {name: sorted(rows) for name, rows in self.found.get(person, {}).items()})
            for person, kind in kinds.items()
            if person not in NO_ADDRESS and gets(person, day) and (kind or person in self.found)
        }

    def sent(self, day: date, letters: Told) -> None:
        """Cross off the editions that went."""
        self.first_letter = self.first_letter or (day if letters else None)
        longer = {"weekly": ("weekly",), "monthly": ("weekly", "monthly"), "yearly": ("weekly", "monthly", "yearly")}
        for person, (kind, _) in letters.items():
            for covered in longer.get(kind, ()):
                self.editions[person, covered] = day

    def _decisions(self, day: date, plans: list[Row]) -> None:
        """What ended or was moved since the look before, for who answers: once, in the row's own line if it has one."""
        for row in plans:
            now, before = (row["Статус"], row["Исполнить до"]), self.stood.get(row["Код"])
            ended = before is not None and now[0] in ("Исполнено", "Снято с контроля") and now[0] != before[0]
            if ended or (before is not None and now[1] != before[1]):
                self.decided.append(row["Код"])
            self.stood[row["Код"]] = now
        rows = {row["Код"]: row for row in plans}
        for number, code in enumerate(self.decided):
            for person in filter(None, (acting(who, day) for who in self._answering(rows[code], day))):
                told = self.heard.setdefault(number, [])
                if any(who == person or person not in self._answering(rows[code], then) for who, then in told):
                    continue
                if gets(person, day):
                    told.append((person, day))
                    if all(code not in codes for codes in self.found.get(person, {}).values()):
                        self._tell(day, person, "decided", code)
                    self.urgent.add(person)

    def _edition(self, day: date, person: str) -> str | None:
        readers = [holder("curator", day), holder("director", day), *(acting(member, day) for member in GROUP)]
        if person not in readers:
            return None
        monday, month, year = day - timedelta(days=day.weekday()), day.replace(day=1), date(day.year, 1, 1)
        begun = self.begun or day
        if self._first(person, "yearly", year, day) and begun.year < day.year and day.year > 2021:
            return "yearly"
        if self._first(person, "monthly", month, day) and begun < month:
            return "monthly"
        return "weekly" if self._first(person, "weekly", monday, day) else None

    def _first(self, person: str, kind: str, start: date, day: date) -> bool:
        """Whether a span begins for a person, or began while the machine was off."""
        missed = self.first_letter is not None and self.first_letter < start
        missed = missed and self.editions.get((person, kind), date.min) < start
        return first_since(person, start, day) or (missed and gets(person, day))

    def _tell(
        self, day: date, person: str | None, section: str, code: str, urgent: bool = True, again: bool = False
    ) -> None:
        """What is told `again` must be told when it is new; how often after that, is another test's."""
        if person is None or not gets(person, day):
            return
        self.found.setdefault(person, {}).setdefault(TITLES[section], []).append(code)
        new = (person, section, code) not in self.waiting
        self.waiting.add((person, section, code))
        if urgent and (new or not again):
            self.urgent.add(person)

    def _answering(self, row: Row, day: date) -> list[str]:
        posts = str(row["Исполнители"]).split(", ")
        return list(dict.fromkeys(director(day) if post == "Директор" else ANSWERS[post] for post in posts))

    def _executors(self, day: date, row: Row, faulty: bool) -> None:
        status, due, code = row["Статус"], row["Исполнить до"], row["Код"]
        if status in ("Исполнено", "Снято с контроля", "На утверждении"):
            return
        section = "overdue" if due < day else "incomplete" if faulty else "soon"
        section = "returned" if status == "На доработке" else section
        days = left(day, due)
        if section == "soon" and days > NOTICES[0]:
            return
        people = [who for who in (acting(person, day) for person in self._answering(row, day)) if who]
        lost = not people
        for person in people or [holder("curator", day)]:
            step = min(notice for notice in NOTICES if notice >= days) if section == "soon" else 0
            news = section != "soon" or (code, due, step) not in self.notices
            self._tell(day, person, "unblock" if lost else section, code, news, again=section != "soon")
            if section == "soon" and person and gets(person, day):
                self.notices.add((code, due, step))

    def _ladder(self, day: date, row: Row) -> None:
        status, due, code = row["Статус"], row["Исполнить до"], row["Код"]
        if status in ("Исполнено", "Снято с контроля", "На утверждении") or due >= day:
            return
        told = [acting(person, day) for person in self._answering(row, day)]
        for number, post in LADDER:
            person = holder(post, day)
            if day < later(due, number) or (code, due, number) in self.steps or person is None or not gets(person, day):
                continue
            self.steps.add((code, due, number))
            if person not in told:
                self._tell(day, person, "escalated", code)

    def _open(self, plans: list[Row], ballots: list[Row]) -> list[Row]:
        newest = {row["Код"]: row for row in ballots}
        return [newest[row["Код"]] for row in plans if row["Статус"] == "На утверждении"]

    def _voters(self, day: date, row: Row, plan: Row) -> None:
        waiting = []
        for person, label in LABELS.items():
            said, why = row.get(f"{label}: решение", "—"), row.get(f"{label}: замечание")
            if said == "—" or acting(person, day) != person:
                continue
            waiting.append(person)
            if any(row.get(f"{LABELS[who]}: решение") in ("Утвердить", "Вернуть") for who in same_seat(person, day)):
                continue  # who left voted before, or who came back was stood in for
            if said is None or (said == "Вернуть" and not why):
                self._tell(day, person, "vote", row["№"], again=True)
        number, posts = row["№"], STUCK.get(row["Этап"], [])
        if day < later(row["Решить до"], 2):
            return
        named = self.late_votes.get(number) or self._first_above(day, posts, self._answering(plan, day))
        if named:
            self.late_votes[number] = named
        person = acting(named, day) if named else None
        if person and person not in waiting:
            self._tell(day, person, "stuck", number, number not in self.told_votes)
            if gets(person, day):
                self.told_votes.add(number)

    def _first_above(self, day: date, posts: list[str], answering: list[str]) -> str | None:
        """The first of the posts that is not asked about its own work, and whose holder or substitute is at school."""
        for post in posts:
            named = director(day) if post == "director" else post
            there = acting(named, day)
            if named not in answering and there is not None and there not in answering:
                return named
        return None


def read_letter(text: str) -> dict[str, list[str]]:
    """The reader's own sections of a letter's text: title → the codes of its rows, as many as the title promises.

    Below them comes the summary: its headings have no word on why the reader gets this.
    """
    found: dict[str, list[str]] = {}
    titles = {title.upper(): title for title in TITLES.values()}
    lines = [*text.splitlines(), ""]
    headings = [number for number, line in enumerate(lines) if len(line) > 3 and line == line.upper() != line.lower()]
    for start, end in pairwise([*headings, len(lines)]):
        title, _, count = lines[start].partition(": ")
        if not lines[start + 1] or not count:
            break
        codes = [code for line in lines[start:end] for code in _codes(line)]
        assert len(codes) == int(count), f"{title} promises {count}: {codes}"
        assert titles[title] not in found, f"{title} stands twice"
        found[titles[title]] = sorted(codes)
    return found


def _codes(line: str) -> list[str]:
    """The codes that a line of a section names: its row's, or those of rows that an edition has no room for."""
    if line.startswith("* "):
        row = line[2:].split(" · ", maxsplit=1)[0]
        code = re.match(r"[\d.]+/\d{4}(?:-[\d.]+)?(?= )", row)  # with the title right behind it in an edition
        return [code[0] if code else row]
    more = line.strip().startswith("и ещё ")
    return line.partition(": ")[2].split(", ") if more else []
