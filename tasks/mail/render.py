"""From a letter as a value to its subject, text and HTML, and on to the bytes that are queued."""

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import css_inline
import jinja2
from babel.dates import format_date
from markupsafe import Markup, escape

from models.journal import control_code
from models.letters import Letter, LetterKind, SectionKind, summary_texts
from models.letters import texts as frame_wording
from models.letters import texts as letters_texts
from models.mail import Outgoing
from models.school import Mail, School
from models.text import Mender, Problem, VekhaError, russian, sentence, shortened
from tasks.config import harmless_words
from tasks.mail.burnup_png import CURVE_WIDTH, draw
from tasks.mail.mime import Attachment, Picture, letter_bytes

# The templates stand beside the packages: in a checkout and in an installed wheel alike.
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ROWS = (40, 25, 15, 10, 6, 3)
# Rows of what is only for knowledge: the attached copy shows all. In editions of months and years, which are long
# anyway, own rows beyond so many are told briefly.
FEW: dict[LetterKind, int] = {"monthly": 5, "yearly": 3}
FEW_ELSEWHERE = MOST_BARS = 10
LARGEST_BYTES = 95_000
DAYS_END, NO_TIME, ALARM_LASTS = time(23, 59, 59), timedelta(0), timedelta(days=7)
# What a template can bring about by asking for too much of what it is given.
MISTAKES = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
LINK = re.compile(r"https?://[^\s<>\"'«»…]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's three texts, and the pictures that the HTML shows; `text` and `html` say the same."""

    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()
    code: str = ""  # the journal's control code that they show


class TemplateError(VekhaError):
    """A letter's template has a mistake; letters of other kinds go out."""


def render(
    letter: Letter, school: School, *, head: str, enclosed: Sequence[str] = (), templates: Path = TEMPLATES
) -> Rendered:
    """The letter's subject, text and HTML; long sections are cut until the letter stays under 95 kB.

    `head` is the head of the journal's chain, `enclosed` names the files that go with the letter.
    """
    environment = environment_with(templates)
    frame = {
        "letter": letter,
        "school": school,
        "words": frame_wording,
        "head": control_code(head),
        "enclosed": letters_texts.enclosed(enclosed) if enclosed else "",
        "width": CURVE_WIDTH,
    }
    for rows in ROWS:
        few = min(rows, FEW.get(letter.kind, FEW_ELSEWHERE))
        cut = {**frame, "rows": rows, "few": few, "scales": min(rows, MOST_BARS)}
        rendered = render_kind(environment, letter.kind, cut, _preheader(letter))
        if len(rendered.html.encode()) <= LARGEST_BYTES:
            break
    return replace(rendered, pictures=_pictures(letter), code=control_code(head))


def _pictures(letter: Letter) -> tuple[Picture, ...]:
    """The curve of the editions that have one, for light and for dark screens."""
    curve = letter.summary.curve if letter.summary is not None else None
    if curve is None:
        return ()
    words = summary_texts.curve_words(curve)
    return Picture("curve", draw(curve), words), Picture("curve-dark", draw(curve, dark=True), words)


def render_all(
    letters: Iterable[Letter],
    school: School,
    *,
    head: str,
    files: Mapping[tuple[str, date], Sequence[Attachment]] | None = None,
    templates: Path = TEMPLATES,
) -> tuple[tuple[tuple[Letter, Rendered], ...], tuple[Problem, ...]]:
    """Every letter that can be rendered; a broken template stops letters of its kind alone, and is a problem.

    `files` are those that go with a letter, by its key.
    """
    done: list[tuple[Letter, Rendered]] = []
    broken: dict[str, Problem] = {}
    for letter in letters:
        if letter.kind in broken:
            continue
        try:
            names = [each.name for each in (files or {}).get(letter.key, ())]
            done.append((letter, render(letter, school, head=head, enclosed=names, templates=templates)))
        except TemplateError as error:
            told = (f"templates/{letter.kind}", str(error), letters_texts.MEND_TEMPLATE)
            broken[letter.kind] = Problem(*told, Mender.ADMINISTRATOR)
    return tuple((letter, text) for letter, text in done if letter.kind not in broken), tuple(broken.values())


def plain_letter(letter: Letter, school: School) -> Rendered:
    """The letter without any template, for those who must hear that a template is broken."""
    lines = [letter.headline]
    for section in letter.sections:
        lines += ["", section.title, section.why, *filter(None, (section.action,))]
        lines += [" – ".join(filter(None, (item.code, item.when, item.note, item.action))) for item in section.items]
    text = "\n".join(lines) + "\n"
    html = Markup('<!doctype html><meta charset="utf-8"><pre style="white-space: pre-wrap">{}</pre>').format(text)
    return Rendered(f"{school.settings.short_name}: {letter.headline}", text, str(html))


def plain_letters(
    letters: Iterable[Letter], rendered: Iterable[tuple[Letter, Rendered]], school: School
) -> Iterator[tuple[Letter, Rendered]]:
    """Letters to those who mend a broken template, where it was the template of their own letter."""
    done = {letter.key for letter, _ in rendered}
    for letter in letters:
        if letter.key not in done and any(section.kind is SectionKind.OPERATE for section in letter.sections):
            yield letter, plain_letter(letter, school)


def outgoing(
    letter: Letter,
    rendered: Rendered,
    school: School,
    at: datetime,
    files: Sequence[Attachment] = (),
    not_before: datetime | None = None,
) -> Outgoing:
    """The letter as it is queued: it expires with its local day, an alarm a week later (mail may be what is away)."""
    settings, zone = school.settings, school.calendar.zone
    to, identity = (letter.label, letter.address), (settings.id, *letter.identity)
    mime, message_id = composed(rendered, to, letter.kind, identity, settings.mail, at.astimezone(zone), files)
    return Outgoing(
        person=letter.person,
        day=letter.day,
        kind=letter.kind,
        address=letter.address,
        subject=rendered.subject,
        message_id=message_id,
        mime=mime,
        expires_at=datetime.combine(letter.day + (ALARM_LASTS if letter.cause else NO_TIME), DAYS_END, zone),
        not_before=not_before,
        told=letter.subjects,
        cause=letter.cause,
        code=rendered.code,
    )


def composed(
    rendered: Rendered, to: tuple[str, str], kind: str, identity: Iterable[str], mail: Mail, at: datetime,
    files: Sequence[Attachment],
) -> tuple[bytes, str]:  # fmt: skip
    """The bytes of a letter to a label and address, and its Message-ID, the same for one identity and text."""
    return letter_bytes(
        sender=mail.sender,
        sender_name=mail.sender_name,
        reply_to=mail.reply_to,
        to_name=to[0],
        to_address=to[1],
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers={"X-Vekha-Kind": kind},
        message_id_seed=" ".join(filter(None, identity)),
        at=at,
        pictures=rendered.pictures,
        attachments=files,
    )


def render_kind(environment: jinja2.Environment, kind: str, context: Mapping[str, Any], preheader: str) -> Rendered:
    """A letter's three texts by the templates of its kind; `preheader` is what stands beside the subject."""
    try:
        subject = " ".join(environment.get_template(f"{kind}/subject.txt").render(context).split())
        frame = {**context, "subject": subject, "preheader": preheader}
        text = environment.get_template(f"{kind}/body.txt").render(frame)
        html = _inlined(re.sub(r"\n\s*\n+", "\n", environment.get_template(f"{kind}/body.html").render(frame)))
    except MISTAKES as error:
        said = str(error) if isinstance(error, jinja2.TemplateError) else harmless_words(error)
        raise TemplateError(letters_texts.template_broken(kind, said, _place(environment, error))) from error
    lines = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()
    return Rendered(subject, lines + "\n", html)


def _place(environment: jinja2.Environment, error: Exception) -> str:
    """File and line of a mistake in a template, as far as it has any."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.name}:{error.lineno}"
    folders = environment.loader.searchpath if isinstance(environment.loader, jinja2.FileSystemLoader) else []
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [(file, line) for file, line in places if any(file.is_relative_to(folder) for folder in folders)]
    return f"{inside[-1][0].parent.name}/{inside[-1][0].name}:{inside[-1][1]}" if inside else ""


def _preheader(letter: Letter) -> str:
    """What a mail program shows beside the subject."""
    first = [item for section in letter.sections for item in section.items[:1]]
    if first:
        return letters_texts.clean("; ".join(f"{item.code} {item.title}".strip() for item in first), 140)
    return summary_texts.progress(letter.summary.overall) if letter.summary else letter.headline


_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def _inlined(html: str) -> str:
    """The page with its styles on every tag; the charset stays in front, where a file's reader looks for it."""
    charset = '<meta charset="utf-8">'
    return _INLINER.inline(html).replace(charset, "", 1).replace("<head>", f"<head>{charset}", 1)


@cache
def environment_with(templates: Path) -> jinja2.Environment:
    """What the templates of a folder are rendered with."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        bar_words=summary_texts.bar_words,
        curve_words=summary_texts.curve_words,
        full_day=full_day,
        http_only=http_only,
        joined=russian.joined,
        linked=linked,
        lists=summary_texts.summary_lists,
        not_due=summary_texts.not_due,
        nothing=summary_texts.nothing,
        point_words=summary_texts.point_words,
        sentence=sentence,
        brief=lambda text: shortened(text, letters_texts.LONGEST_BRIEF),
        short_day=lambda day: russian.day(day, day),
        stop=russian.stop,
        together=together,
    )
    return environment


def full_day(day: date) -> str:
    """A day with its weekday and year.

    >>> full_day(date(2021, 3, 15))
    'понедельник, 15 марта 2021 г.'
    """
    return format_date(day, letters_texts.FULL_DAY, locale=letters_texts.LANGUAGE)


def together(text: str) -> str:
    """The text with its numbers held to what they count, so that no line ends between them.

    >>> together("срок был 31 марта")
    'срок был 31\xa0марта'
    """
    return re.sub(r"(?<=\d) (?=\w)", "\N{NO-BREAK SPACE}", text)


def http_only(link: str | None) -> str:
    """The address when it is a page of the web; empty otherwise, so that no script can stand behind it.

    >>> http_only("https://school150.ru/1"), http_only("javascript:alert(1)"), http_only(None)
    ('https://school150.ru/1', '', '')
    """
    return link if link and re.match(r"https?://[^\s\"'<>]+\Z", link, re.IGNORECASE) else ""


def linked(text: str) -> Markup:
    """People's text, escaped, its web addresses made links; an address that was cut stays text.

    >>> str(linked("<b> см. https://a.ru/?x=1&y=2."))
    '&lt;b&gt; см. <a href="https://a.ru/?x=1&amp;y=2">https://a.ru/?x=1&amp;y=2</a>.'
    """
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = found[0].rstrip(".,;:!?)»")
        if text[found.end() : found.end() + 1] == "…":
            continue
        parts += [escape(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        end = found.start() + len(address)
    return Markup("").join([*parts, escape(text[end:])])
