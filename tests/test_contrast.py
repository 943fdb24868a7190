"""Everything that people read stands out from what it stands on: 4.5:1 at least, as WCAG counts it."""

import re

import pytest

from tasks.boards import style
from tasks.mail import TEMPLATES
from tasks.mail.burnup_png import DARK, LIGHT
from tasks.xlsx import styles

LEAST = 4.5
CSS = re.search(r"<style>(.*?)</style>", (TEMPLATES / "layout.html").read_text(encoding="utf-8"), re.DOTALL)[1]
BY_DAY, BY_NIGHT = CSS.split("@media (prefers-color-scheme: dark)")
CARDS = {"day": "#ffffff", "night": "#1b222b"}  # what a letter's text stands on
HEADS = {"day": "#1b5e86", "night": "#14415f"}  # but for its first line


def contrast(ink: str, paper: str) -> float:
    """How much lighter the one is than the other."""
    lights = sorted(_luminance(each.removeprefix("#")[-6:]) for each in (ink, paper))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def of_letters() -> list[tuple[str, str, str]]:
    """Place, ink and paper of every text of a letter, by day and by night."""
    found = []
    for when, rules in (("day", BY_DAY), ("night", BY_NIGHT)):
        for selectors, said in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
            ink = re.search(r"(?<![-\w])color: (#\w{6})", said)
            for place in (each.strip() for each in selectors.split(",")):
                if ink is not None and place != ".preheader":  # nobody sees that one
                    found.append((f"{place} {when}", ink[1], (HEADS if place == ".head" else CARDS)[when]))
    return found


BOARD = [
    ("header", styles.HEAD_LOOK.color, style.DARK), ("direction", styles.BAND_LOOK.color, style.BAND),
    ("hint", styles.HINT_LOOK.color, "FFFFFF"), ("guide", styles.GUIDE_HEAD_LOOK.color, style.BAND),
    ("no say", style.FAINT, style.OFF), ("overdue", style.RED, style.ENGINE), ("overdue", style.RED, "FFFFFF"),
    *((f"status {status}", "000000", fill) for status, fill in style.STATUS_FILLS.items()),
]  # fmt: skip
CURVES = [
    (f"curve {name}", getattr(ink, name), ink.paper) for ink in (LIGHT, DARK) for name in ("text", "plan", "fact")
]


def test_contrast_is_counted_as_everybody_counts_it() -> None:
    assert [round(contrast(*pair), 2) for pair in (("000000", "FFFFFF"), ("777777", "FFFFFF"))] == [21, 4.48]


@pytest.mark.parametrize("what", ["letters", "curves", "board"])
def test_everything_that_is_read_stands_out_from_what_it_stands_on(what: str) -> None:
    """The letters' texts and legend, the curve's numbers and lines, the board's headers, hints, statuses and faults."""
    pairs = {"letters": of_letters(), "curves": CURVES, "board": BOARD}[what]
    assert len(pairs) > 5
    assert [(place, ink, paper) for place, ink, paper in pairs if contrast(ink, paper) < LEAST] == []


def test_letters_have_headings_and_no_table_that_is_one() -> None:
    """Every table of a letter is there for its looks, and says so to whoever hears it read aloud."""
    pages = [page.read_text(encoding="utf-8") for page in TEMPLATES.rglob("*.html")]
    tables = [tag for page in pages for tag in re.findall(r"<table[^>]*>", page)]
    assert tables
    assert [tag for tag in tables if 'role="presentation"' not in tag] == []
    assert "<h2" in "".join(pages)
    assert not re.search("<th[ >]", "".join(pages))
