"""What the import proposes as files: roadmap.yaml and people.yaml, as texts that load as they are."""

import re
from collections.abc import Mapping

from models.document import Executor, KnownPost, letters_of
from models.importing import texts
from models.importing.imported import Imported, ImportedActivity
from models.importing.plausibility import DIRECTOR
from models.importing.settled_terms import Settlement
from models.roadmap import Settled
from models.terms import Period
from models.text import double_quoted, flow, item, same_letters, scalar, value


def period_of(imported: Imported) -> Period | None:
    """The document's period, else the years of its due dates; None when no date is known at all."""
    years = [one.due.year for activity in imported.activities() for one in activity.term.occurrences]
    if imported.period is None and years:
        return Period(min(years), max(years))
    return imported.period


def roadmap_text(imported: Imported, period: Period, settlement: Settlement) -> str:
    """roadmap.yaml: the texts word for word, and what a person settled."""
    preamble = imported.preamble
    lines = [
        "# The signed roadmap, as `vekha import` read it. Every text is the document's own, word for word; only what",
        "# the layout did to it is undone (import.md lists each repair). A code is the identity of a row for ever.",
        "#",
        "# `settled` is not part of the signed text: it says how a person decided to understand an unclear term.",
        "",
        *value("title", preamble.title or texts.NAMELESS, 0),
    ]
    lines += value("school", preamble.school, 0) if preamble.school else []
    if preamble.order:
        number, day = preamble.order
        lines += ["order:", f"  number: {double_quoted(number)}", f"  date: {day.isoformat()}"]
    lines.append(f'period: "{period}"')
    lines += value("purpose", preamble.purpose, 0) if preamble.purpose else []
    lines += ["goals:"] if preamble.goals else []
    for classes, goals in preamble.goals:
        lines += [
            f"  - classes: {double_quoted(classes)}",
            "    goals:",
            *(line for goal in goals for line in item(goal, 6)),
        ]
    lines.append("directions:")
    for place, direction in enumerate(imported.directions):
        lines += [""] if place else []
        lines += [f"  - number: {direction.number}", *value("title", direction.title, 4), "    activities:"]
        for activity in direction.activities:
            lines += _activity(activity, settlement.terms.get(activity.code), settlement.forms.get(activity.code))
    return "\n".join(lines) + "\n"


def _activity(activity: ImportedActivity, settled: Settled | None, proved_as: str | None) -> list[str]:
    lines = [f"      - code: {double_quoted(activity.code)}", *value("title", activity.title or "—", 8)]
    lines += value("term", activity.term.text, 8)
    if settled is not None:
        lines += ["        settled:", *value("as", settled.as_, 10), *value("meaning", settled.meaning, 10)]
        lines += [*value("by", settled.by, 10), f'          "on": {settled.on.isoformat()}']
    names = [name for each in activity.executors for name in each.names]
    lines += [f"        # {texts.NAMED_IN_ROW.format(names=', '.join(names))}"] if names else []
    lines += flow("executors", activity.posts(), 8)
    lines += value("result_form", activity.result_form, 8) if activity.result_form else []
    lines += value("note", activity.note, 8) if activity.note else []
    lines += value("proved_as", proved_as, 8) if proved_as else []
    return lines


def roles_of(imported: Imported) -> dict[str, tuple[str, bool]]:
    """The post proposed for each role, and whether the document names it."""
    posts = [post for post, _, _ in _groups(imported)]
    found = {
        "working_group": _first([post.title for post in posts], "рабочая группа"),
        "curator": _first([post.title for post in posts if not post.plural], "куратор"),
        "director": DIRECTOR,
    }
    titles = {post.title for post in posts}
    return {role: (title, title in titles) for role, title in found.items()}


def people_text(imported: Imported, roles: Mapping[str, str] | None = None) -> str:
    """people.yaml: a person for each single post, called by the post; names only in comments, addresses to be added."""
    groups = _groups(imported)
    nameless = [name for each in _executors(imported) if not each.text for name in each.names]
    lines = [
        "# Proposed by `vekha import` from the column of executors. Add addresses and dates, correct what is wrong.",
        "# `label` is how a person is called on the board: a post, never a name.",
    ]
    if nameless:
        lines.append(f"# Названы в документе без должности: {', '.join(dict.fromkeys(nameless))}")
    people: list[str] = []
    posts: list[str] = []
    for place, (post, spellings, names) in enumerate(groups, start=1):
        mailed = post.mailed and not post.organisation
        person = f"person_{place}"
        people += [f"  {person}:"]
        people += [f"    # назван(ы) в документе: {', '.join(names)}"] if names else []
        people += [] if mailed else ["    # без адреса писем не получает; отмечать вехи может"]
        people += [f"    label: {scalar(_label(post.title))}"]
        posts += _post(post, spellings, person)
    titles = [post.title for post, _, _ in groups]
    named = {role: title for role, (title, _) in roles_of(imported).items()} | dict(roles or {})
    new = dict.fromkeys(title for title in named.values() if title not in titles)
    for place, title in enumerate(new, start=len(groups) + 1):
        group = title == named["working_group"]
        people += [
            f"  person_{place}:",
            "    # в документе не назван(а), а решения и письма идут через эту должность: впишите, кто это",
        ]
        people += [f"    label: {'Член рабочей группы 1' if group else title}"]
        posts += _post(KnownPost(title=title, collegial=group), (), f"person_{place}")
    lines += ["", "people:" if people else "people: {}", *people, "", "posts:", *posts, ""]
    lines += [f"{key}: {scalar(title)}" for key, title in named.items()]
    return "\n".join(lines) + "\n"


# the zone of a school by words of its name and place; where none is found, Moscow's stands as an open point
_ZONES = (
    (r"калининград", "Europe/Kaliningrad"),
    (r"самар|тольятт", "Europe/Samara"),
    (r"челябин|екатеринбург|свердлов|тюмен|перм|башкорт|уф[аы]|курган|оренбург", "Asia/Yekaterinburg"),
    (r"омск", "Asia/Omsk"),
    (r"новосибир", "Asia/Novosibirsk"),
    (r"барнаул|алтай", "Asia/Barnaul"),
    (r"томск", "Asia/Tomsk"),
    (r"кемеров|новокузнец", "Asia/Novokuznetsk"),
    (r"краснояр", "Asia/Krasnoyarsk"),
    (r"иркутск|улан-удэ|бурят", "Asia/Irkutsk"),
    (r"якут|чит[аы]|забайкал|благовещен|амурск", "Asia/Yakutsk"),
    (r"владивосток|примор|хабаров", "Asia/Vladivostok"),
)


def school_text(imported: Imported) -> str:
    """school.yaml: the school as the document names it; what the document does not say is marked to be filled in."""
    preamble = imported.preamble
    name = preamble.school
    number = re.search(r"№\s?(\d{1,4})", name)
    kind = re.search(r"СОШ|ООШ|НОШ|лицей|гимназия|колледж|техникум", name, re.IGNORECASE)
    short = f"{kind[0] if kind else 'Школа'} {number[1]}" if number else ""
    place = f"{name} {preamble.title}".lower()
    zone = next((zone for words, zone in _ZONES if re.search(words, place)), "")
    open_ = "  # впишите: в документе не сказано"
    lines = [
        "# Proposed by `vekha import`: the school as the document names it. Lines with «впишите» are open points.",
        f"id: {f'school-{number[1]}' if number else f'school{open_}'}",
        f"name: {scalar(name) if name else f'Школа{open_}'}",
        f"short_name: {scalar(short) if short else f'Школа{open_}'}",
        f"time_zone: {zone or f'Europe/Moscow{open_}'}",
        "board:",
        "  kind: xlsx",
        "  file: board.xlsx",
        "mail:",
        "  sender: vekha@school.example  # впишите адрес школы: письма пока никуда не уходят, они ложатся в папку",
        "  transport:",
        "    kind: files",
        "    folder: outbox",
        "weekly_summary: [curator, working_group, director]",
    ]
    return "\n".join(lines) + "\n"


def _executors(imported: Imported) -> list[Executor]:
    return [each for activity in imported.activities() for each in activity.executors]


def _groups(imported: Imported) -> list[tuple[KnownPost, tuple[str, ...], tuple[str, ...]]]:
    """Every post once: with its other spellings in the document, and the names that stood beside it."""
    found: dict[str, tuple[KnownPost, dict[str, str], dict[str, None]]] = {}
    taken: set[str] = set()
    for each in _executors(imported):
        if not each.text:
            continue
        signed = each.text[:1].upper() + each.text[1:]
        post = each.post or KnownPost(title=signed)
        own_name = post.organisation or not post.mailed  # «Родители» are many groups, an office is not its abbreviation
        called = post.model_copy(update={"title": signed}) if own_name else post
        own = found.setdefault(letters_of(called.title), (called, {}, {}))
        key = same_letters(each.text)
        if key not in taken and key != same_letters(own[0].title):
            own[1][key] = each.text
            taken.add(key)
        own[2].update(dict.fromkeys(each.names))
    return [(post, tuple(spellings.values()), tuple(names)) for post, spellings, names in found.values()]


def _post(post: KnownPost, spellings: tuple[str, ...], person: str) -> list[str]:
    lines = [f"  - title: {scalar(post.title)}"]
    lines += flow("also", spellings, 4) if spellings else []
    lines += ["    plural: true"] if post.plural else []
    lines += ["    collegial: true"] if post.collegial else []
    lines += [f"    head: {person}"] if post.plural or post.collegial else []
    return [*lines, "    holders:", f"      - person: {person}"]


def _label(title: str) -> str:
    return " ".join(title.replace(":", " ").split())


def _first(titles: list[str], beginning: str) -> str:
    """The first post that begins so, else a post of that name to be added."""
    return next((title for title in titles if title.lower().startswith(beginning)), beginning.capitalize())
