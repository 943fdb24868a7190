"""The letters as they read: golden files, hostile texts, sizes, and what a browser makes of them.

`VEKHA_GOLDEN=write pytest tests/tasks/mail/test_templates.py` writes the golden files anew; look at what changed.
"""

import doctest
import html as markup
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from models.letters import Letter, SectionKind
from models.letters import texts as words
from models.letters.letter import Item, Section
from tasks.mail import TEMPLATES, Rendered, outgoing, render_all
from tasks.mail import render as letters
from tasks.mail.render import TemplateError, render
from tests.support.letter_cases import cases, hostile
from tests.support.letter_school import ZONE, at, school, started, written
from tests.support.sample import shipped

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = cases()
HEAD = "9f86d081884c7d659a2feaa0c55ad015"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def rendered(letter: Letter) -> Rendered:
    """The letter as the test school sends it."""
    return render(letter, school(), head=HEAD)


class Words(HTMLParser):
    """The visible text of a page, what pictures say included, and its links and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.tags: set[str] = set()
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect tags and links; styles and titles are not text."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.pictures += [value or "" for name, value in attrs if name == "src"]
        self.text += [value or "" for name, value in attrs if name == "alt"]
        self.hidden += tag in ("style", "title", "script")

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not text."""
        self.hidden -= tag in ("style", "title", "script")

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if not self.hidden:
            self.text.append(data)


def read(page: str) -> Words:
    """What a reader sees of a page."""
    words = Words()
    words.feed(page)
    return words


def plain(text: str) -> str:
    """Words without case, blanks and bullets, to compare a text with a page."""
    return re.sub(r"\W+", " ", text).casefold().strip()


@pytest.mark.parametrize("case", CASES)
def test_every_letter_reads_as_its_golden_files_say(case: str):
    """A change of wording or layout is seen and accepted on purpose."""
    found = rendered(CASES[case])
    for suffix, text in (("subject.txt", found.subject + "\n"), ("body.txt", found.text), ("body.html", found.html)):
        path = GOLDEN / f"{case}.{suffix}"
        if os.environ.get("VEKHA_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("case", CASES)
def test_text_and_html_say_the_same(case: str):
    """Every line of the text stands in the page, word for word."""
    found = rendered(CASES[case])
    page = plain(" ".join(read(found.html).text))
    for line in found.text.splitlines():
        assert plain(line) in page, line


@pytest.mark.parametrize("case", CASES)
def test_a_letter_is_small_and_needs_nothing_from_the_web(case: str):
    """No picture, script or style sheet is fetched; the page stays below what mail programs clip."""
    found = rendered(CASES[case])
    page = read(found.html)
    assert len(found.html.encode()) < 100_000
    assert not page.tags & {"script", "link", "iframe", "object", "form"}
    assert page.pictures == [f"cid:{picture.cid}" for picture in found.pictures]


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith(("monthly", "yearly"))])
def test_longer_editions_carry_their_curve(case: str):
    """An opaque PNG, small, and the same each time; none where nothing has a due date."""
    curve = CASES[case].summary.curve
    pictures = rendered(CASES[case]).pictures
    assert (curve is None) == case.endswith("-empty") == (not pictures)
    for picture in pictures:
        shown = Image.open(BytesIO(picture.png))
        assert (shown.format, shown.size, shown.info.get("transparency")) == ("PNG", (1184, 480), None)
        card = (255, 255, 255) if picture.cid == "curve" else (27, 34, 43)
        assert shown.convert("RGB").getpixel((2, 2)) == card, "no slab of another colour on the card"
        assert len(picture.png) < 30_000
        assert rendered(CASES[case]).pictures == pictures


def test_templates_hold_no_words_of_any_language():
    """What people read stands in the wording modules, so that a second language is a second set of them."""
    pages = [path for path in TEMPLATES.rglob("*") if path.suffix in (".txt", ".html")]
    texts = {path: path.read_text(encoding="utf-8") for path in pages}
    assert [path.name for path, text in texts.items() if re.search("[а-яА-ЯёЁ]", text)] == []


def test_what_people_type_is_never_code():
    """Braces stay braces, tags are escaped, no script can be clicked, reading direction cannot be turned."""
    found = rendered(hostile())
    page = read(found.html)
    assert "{{ school }} {% x %} <script>alert(1)</script>" in " ".join(page.text)
    assert "script" not in page.tags
    assert set(page.links) == {"https://a.ru/?q=1&z=2"}
    assert "\u202e" not in found.html + found.text + found.subject
    assert "{{ school }}" in found.text


def test_a_cut_address_is_no_link():
    """Half of an address leads nowhere, so it stays text."""
    (section,) = hostile().sections
    cut = replace(section.items[0], note="см. https://school150.ru/very/long…", said="", title="")
    page = read(rendered(replace(hostile(), sections=(replace(section, items=(cut,)),))).html)
    assert page.links == []


def test_a_long_section_says_how_many_more_there_are():
    """Forty rows are told briefly, the other twenty are named in one line, in both texts."""
    found = rendered(CASES["daily-many"])
    rest = "и ещё 20: 4.41/2021, 4.42/2021"
    assert (rest in found.text, rest in found.html) == (True, True)
    assert "* 4.40/2021" in found.text
    assert "* 4.41/2021" not in found.text


def test_many_long_sections_are_cut_until_the_letter_is_small():
    """Seven sections of a thousand wordy rows still stay under 95 kB."""
    wordy = Item(code="1.1/2021", title="слово " * 26, note="причина " * 70, said="результат " * 30, action="Отметьте")
    sections = tuple(Section(kind, str(kind), "Почему", (wordy,) * 1000) for kind in SectionKind)
    found = rendered(replace(CASES["daily-one"], sections=sections))
    assert len(found.html.encode()) < 95_000
    assert "и ещё 9" in found.text


def test_an_unknown_name_in_a_template_stops_the_letter(tmp_path: Path):
    """A mistake in a template is an error with a sentence for the administrator."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    (tmp_path / "templates" / "daily" / "body.txt").write_text("{{ letter.nickname }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"ошибка в шаблоне templates/daily.*nickname"):
        render(CASES["daily-one"], school(), head=HEAD, templates=tmp_path / "templates")


@pytest.mark.parametrize(
    ("file", "mistake", "place"),
    [
        ("daily/body.html", "\n{% if %}", "daily/body.html:2"),
        ("daily/body.txt", "\n\n{{ letter.nobody }}", "daily/body.txt:3"),
        ("daily/subject.txt", "{{ letter.day + 1 }}", "daily/subject.txt:1"),
        ("daily/subject.txt", "{{ letter.sections[0] / 0 }}", "daily/subject.txt:1"),
        ("parts.txt", "{% macro row(item) %}\n{{ item.nobody }}{% endmacro %}", ""),
        ("daily/body.txt", "{% extends 'nowhere.txt' %}", ""),
        ("daily/body.txt", "\udce0", ""),
    ],
)
def test_whatever_is_wrong_in_a_template_is_one_sentence(tmp_path: Path, file: str, mistake: str, place: str):
    """With file and line where the mistake has one."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    (tmp_path / "templates" / file).write_bytes(mistake.encode(errors="surrogateescape"))
    with pytest.raises(TemplateError, match=r"ошибка в шаблоне templates/daily: .+") as told:
        render(CASES["daily-one"], school(), head=HEAD, templates=tmp_path / "templates")
    assert place in str(told.value)


def test_a_mistake_in_a_template_quotes_nothing_of_the_letter(tmp_path: Path):
    """What Python says of a value that it cannot use holds the value."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    mistake = "{{ letter.day.fromisoformat(letter.sections[0].title) }}"
    (tmp_path / "templates" / "daily" / "subject.txt").write_text(mistake, encoding="utf-8")
    with pytest.raises(TemplateError, match="templates/daily: ValueError") as told:
        render(CASES["daily-one"], school(), head=HEAD, templates=tmp_path / "templates")
    assert CASES["daily-one"].sections[0].title not in str(told.value)


def test_a_broken_template_stops_its_own_kind_alone(tmp_path: Path):
    """The daily letters wait for the administrator, the weekly one goes out."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    (tmp_path / "templates" / "daily" / "body.html").write_text("{% if %}", encoding="utf-8")
    both = [CASES["daily-one"], CASES["weekly-one"], CASES["daily-many"]]
    done, problems = render_all(both, school(), head=HEAD, templates=tmp_path / "templates")
    assert [letter.kind for letter, _ in done] == ["weekly"]
    assert [(problem.where, problem.hint) for problem in problems] == [
        ("templates/daily", "Администратору: исправьте шаблон")
    ]


@pytest.mark.parametrize("case", ["daily-one", "weekly-one"])
def test_the_queued_letter_says_its_kind_and_expires_with_its_day(case: str):
    """The outbox gets the same bytes each time, and drops them at the end of the school's local day."""
    letter = CASES[case]
    first, again = (outgoing(letter, rendered(letter), school(), at("2021-04-05", 8)) for _ in range(2))
    assert first == again
    assert (first.person, first.day, first.kind) == (letter.person, letter.day, letter.kind)
    assert first.expires_at == datetime(letter.day.year, letter.day.month, letter.day.day, 23, 59, 59, tzinfo=ZONE)
    message = message_from_bytes(first.mime)
    assert message["X-Vekha-Kind"] == letter.kind
    assert str(make_header(decode_header(message["Subject"]))) == first.subject


def test_a_subject_says_what_matters_first():
    """The school, the counts, the day."""
    assert rendered(CASES["daily-many"]).subject == (
        "СОШ 150: требуют вашего участия: 2; возвращено на доработку: 1; просрочено: 60; ждут вашего решения: 1"
        " – 5 апреля"
    )


def test_the_foot_names_the_journals_head():
    """A letter can be held against the journal that it was written from."""
    assert "Контрольный код журнала: 9f86d081884c7d65" in rendered(CASES["daily-one"]).text
    assert "Журнал пока пуст" in render(CASES["daily-one"], school(), head="").text


def test_the_examples_in_the_docstrings_hold():
    """Days, links and addresses are shown as their docstrings say."""
    assert doctest.testmod(letters).failed == 0


# --- in a browser ----------------------------------------------------------------------------------

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ, reason="chromium is not installed, so pages cannot be looked at"
)
MEASURE = """<body><iframe id="page" width="{width}" height="40000" style="border:0" srcdoc="{page}"></iframe>
<script>addEventListener("load", () => {{
  const inner = document.getElementById("page").contentDocument, style = getComputedStyle(inner.querySelector(".card"));
  const tables = [...inner.querySelectorAll("h2")].find((each) => each.textContent === "{tables}") ?? inner.body;
  const top = Math.round(tables.getBoundingClientRect().top);
  document.title = [inner.documentElement.scrollWidth, style.backgroundColor, top].join("|");
}});</script>"""


def measured(page: str, width: int, folder: Path, *, dark: bool = False) -> tuple[int, str, int]:
    """How wide the page becomes in a frame of that width, the colour of its card, and how far down its tables begin."""
    assert CHROMIUM is not None, "CI must have chromium"
    frame = MEASURE.format(width=width, page=markup.escape(page), tables=words.BY_DIRECTION[0])
    (folder / "frame.html").write_text(frame, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder / 'profile'}", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--window-size=1000,800", "--dump-dom", (folder / "frame.html").as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    title = re.search(r"<title>(\d+)\|(.*?)\|(\d+)</title>", done.stdout)
    assert title is not None, done.stderr[-500:]
    return int(title[1]), title[2], int(title[3])


@needs_chromium
@pytest.mark.parametrize("case", ["daily-many", "daily-hostile", "yearly-many"])
@pytest.mark.parametrize("width", [640, 360])
def test_no_letter_is_wider_than_its_screen(case: str, width: int, tmp_path: Path):
    """Nobody scrolls sideways, neither at a desk nor on a phone."""
    assert measured(rendered(CASES[case]).html, width, tmp_path)[:2] == (width, "rgb(255, 255, 255)")


@needs_chromium
def test_a_dark_screen_gets_a_dark_letter(tmp_path: Path):
    """The colours follow the reader's choice where the mail program lets them."""
    assert measured(rendered(CASES["weekly-many"]).html, 360, tmp_path, dark=True)[:2] == (360, "rgb(27, 34, 43)")


@needs_chromium
def test_a_year_in_which_nothing_was_done_is_told_on_three_screens_of_a_phone_before_its_tables(tmp_path: Path):
    """A phone of 360 × 800; the director of the sample school is told of the most."""
    facts = [started("1.2/2021", "2021-03-02")]
    (letter,) = (one for one in written("2022-01-10", facts, where=shipped()).letters if one.person == "director")
    assert (letter.kind, len(letter.summary.overdue)) == ("yearly", 32)
    page = render(letter, shipped(), head=HEAD).html
    assert measured(page, 360, tmp_path)[2] <= 3 * 800


@needs_chromium
def test_a_letter_without_styles_still_fits(tmp_path: Path):
    """A mail program that throws every style away shows a plain table that wraps."""
    page = rendered(CASES["weekly-many"]).html
    bare = re.sub(r'<style>.*?</style>| style="[^"]*"| bgcolor="[^"]*"', "", page, flags=re.DOTALL)
    assert measured(bare, 360, tmp_path)[0] == 360
