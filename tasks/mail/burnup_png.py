"""The curve of plan against fact as a PNG; its words stand in the letter around it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from models.letters import Burnup

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
CURVE_WIDTH = 592  # CSS pixels: the letter's 640 less its padding
WIDTH, HEIGHT, SCALE = 1184, 480, 2  # twice as fine as shown; drawn at another SCALE of that and made smaller
LEFT, RIGHT, TOP, BOTTOM = 92, 40, 24, 66
FONT = 32  # still to be read on a telephone
LINES = 5  # about so many horizontal lines
LABELS = 7  # at most so many months are named
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000)
Place = tuple[float, float]


class Ink(NamedTuple):
    """The colours of a picture; the paper is the card that it lies on."""

    paper: str
    grid: str
    text: str
    plan: str
    fact: str
    under: str


LIGHT = Ink("#ffffff", "#e3e8ed", "#5b6775", "#54708a", "#2e7d4f", "#e6f2ea")
DARK = Ink("#1b222b", "#313b46", "#9fadbb", "#9db2c5", "#6fce95", "#20332b")


@lru_cache(maxsize=8)
def draw(curve: Burnup, *, dark: bool = False) -> bytes:
    """The picture for a light or dark card: the plan to the end of the span, the fact to the day of the letter.

    All readers of an edition are shown the same one, so it is drawn once.
    """
    from PIL import Image, ImageDraw

    paper = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), (colours := DARK if dark else LIGHT).paper)
    _Sheet(ImageDraw.Draw(paper), curve, colours).draw()
    small = paper.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE)
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Sheet:
    def __init__(self, ink: "ImageDraw", curve: Burnup, colours: Ink) -> None:
        from PIL import ImageFont

        self.ink, self.curve, self.colours = ink, curve, colours
        self.days = max((curve.end - curve.start).days + 1, 1)
        highest = max(len(curve.planned), len(curve.done), 1)
        self.step = next((step for step in STEPS if step * LINES >= highest), STEPS[-1])
        self.top = -(-highest // self.step) * self.step
        self.font = ImageFont.load_default(FONT * SCALE)

    def place(self, days: float, number: float) -> Place:
        """Where so many days after the start and so many milestones lie."""
        width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return (LEFT + width * days / self.days) * SCALE, (HEIGHT - BOTTOM - height * number / self.top) * SCALE

    def draw(self) -> None:
        """Grid, then the fact's surface, the plan and the fact over it."""
        for number in range(0, self.top + 1, self.step):
            self.ink.line([self.place(0, number), self.place(self.days, number)], self.colours.grid, 2 * SCALE)
            left, at = self.place(0, number)
            self.ink.text((left - 12 * SCALE, at), str(number), self.colours.text, self.font, anchor="rm")
        for day in _named_months(self.curve.start, self.curve.end):
            at, bottom = self.place((day - self.curve.start).days, 0)
            self.ink.line([(at, bottom), (at, bottom + 8 * SCALE)], self.colours.text, 2 * SCALE)
            self.ink.text((at, bottom + 18 * SCALE), f"{day:%m.%y}", self.colours.text, self.font, anchor="mt")
        fact = list(self._stairs(self.curve.done, self.curve.today))
        self.ink.polygon([*fact, (fact[-1][0], self.place(0, 0)[1])], self.colours.under)
        self._line(list(self._stairs(self.curve.planned, self.curve.end)), self.colours.plan, 4)
        self._line(fact, self.colours.fact, 6)
        (across, down), size = fact[-1], 9 * SCALE
        self.ink.ellipse([across - size, down - size, across + size, down + size], self.colours.fact)

    def _stairs(self, days: Sequence[date], last: date) -> Iterator[Place]:
        """From nothing at the start, a step up at the end of each of the days, to the last day."""
        number = sum(day < self.curve.start for day in days)
        yield self.place(0, 0)
        yield self.place(0, number)
        for day in (day for day in days if self.curve.start <= day <= last):
            at = (day - self.curve.start).days + 1
            yield self.place(at, number)
            number += 1
            yield self.place(at, number)
        yield self.place((last - self.curve.start).days + 1, number)

    def _line(self, places: list[Place], colour: str, width: int) -> None:
        self.ink.line(places, colour, width * SCALE, joint="curve")


def _named_months(start: date, end: date) -> Iterator[date]:
    """The first days of the months that are named below the curve."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months <= step * LABELS)
    day, number = start.replace(day=1), 0
    while day <= end:
        if number % step == 0 and day >= start:
            yield day
        day, number = (day + timedelta(days=32)).replace(day=1), number + 1
