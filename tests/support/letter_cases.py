"""Letters to look at: for each kind an empty, a single and a crowded case, and one with hostile texts."""

from datetime import date

from models.letters import Letter, SectionKind
from models.letters import texts as words
from models.letters.letter import Item, Section
from models.text import Mender, Problem
from tests.support.letter_school import LABELS, ROADMAP, approved, done, refused, school, started, submitted, written

HOSTILE = (
    "{{ school }} {% x %} <script>alert(1)</script> javascript:alert(2) "
    "\u202eslx.gpj\u202c https://a.ru/?q=1&z=2 "
)
# A roadmap of which nobody knows when it is due: no curve, nothing late.
UNCLEAR = school(weekly=("curator", "director"), roadmap=ROADMAP.model_copy(update={
    "directions": tuple(each.model_copy(update={"activities": tuple(
        one.model_copy(update={"term": "по мере поступления"}) for one in each.activities
    )}) for each in ROADMAP.directions)
}))  # fmt: skip
YEAR = [
    started("1.1/2021", "2021-03-15"),
    *submitted("1.1/2021", "2021-03-22"), done("1.1/2021", "2021-03-29"),
    *submitted("2.1/2021", "2021-04-20"), done("2.1/2021", "2021-04-27"),
    *submitted("1.2/2021", "2021-06-01"), done("1.2/2021", "2021-06-08"),
]  # fmt: skip
LONG = "Очень подробный рассказ о том, как прошло мероприятие и что было решено. " * 9


def cases() -> dict[str, Letter]:
    """Name of the case → the letter."""
    return {
        "daily-empty": Letter("daily", "kira", "Куратор", "kira@school150.ru", date(2021, 3, 15), "ничего не ждёт", ()),
        "daily-one": letter_of("ivan", "2021-04-27", [started("1.2/2021", "2021-04-20")], weekly=()),
        "daily-many": crowded("daily"),
        "daily-hostile": hostile(),
        "weekly-empty": letter_of("kira", "2021-03-01"),
        "weekly-one": letter_of(
            "kira", "2021-04-05",
            [*submitted("1.1/2021", "2021-03-29", decide_by="2021-04-05"), approved("1.1/2021", "2021-03-30", "boris")],
        ),
        "weekly-many": crowded("weekly"),
        "monthly-empty": letter_of("kira", "2021-04-01", [started("1.2/2021", "2021-03-02")], where=UNCLEAR),
        "monthly-one": letter_of("kira", "2021-04-01", YEAR[:1]),
        "monthly-many": crowded("monthly"),
        "yearly-empty": letter_of("dina", "2022-01-03", [started("1.2/2021", "2021-03-02")], where=UNCLEAR),
        "yearly-one": letter_of("dina", "2022-01-03", YEAR, weekly=("director",)),
        "yearly-many": crowded("yearly"),
    }  # fmt: skip


def letter_of(person: str, day: str, facts=(), problems=(), weekly=("curator",), where=None) -> Letter:
    """The one letter that a person gets on a day."""
    mailing = written(day, facts, problems, where=where or school(weekly=weekly))
    return next(letter for letter in mailing.letters if letter.person == person)


def crowded(kind: str) -> Letter:
    """A letter with something in every section, and more than forty rows in one of them."""
    facts = [
        *submitted("1.1/2021", "2021-03-22", result="Приказ № 5 от 22.03.2021 https://school150.ru/prikaz/5"),
        refused("1.1/2021", "2021-03-24", "приложите список группы"),
        *submitted("1.2/2021", "2021-04-01", result=f"План {LONG}", decide_by="2021-04-08"),
        *submitted("2.1/2021", "2021-03-31", result="Список обученных", decide_by="2021-04-02"),
        approved("2.1/2021", "2021-04-02", "boris"), done("2.1/2021", "2021-04-04"),
    ]  # fmt: skip
    problems = [
        Problem(
            "«План 2021», строка 7", "В строке нет кода", "Перенесите записи в строку с нужным кодом", Mender.CURATOR
        ),
        Problem("1.3/2021", "Дата «завтра» в ячейке «Новый срок» не понята", "Напишите её так: 15.04.2021"),
    ]
    day = {"daily": "2021-04-05", "weekly": "2021-04-05", "monthly": "2021-05-03", "yearly": "2022-01-03"}[kind]
    found = letter_of("kira", day, facts, problems, () if kind == "daily" else ("curator",))
    late = tuple(
        Item(
            code=f"4.{number}/2021", title="Организация и проведение экскурсий на предприятия города", days=number,
            when=words.overdue_since(number, date(2021, 3, 1), date(2021, 4, 5)), due=date(2021, 3, 1),
            action=words.ON_TAB.format(tab="План 2021", what=words.ACT.format(done="Готово", move="Прошу перенести")),
        )
        for number in range(1, 61)
    )  # fmt: skip
    overdue = Section(SectionKind.OVERDUE, words.TITLES[SectionKind.OVERDUE], words.REASONS[SectionKind.OVERDUE], late)
    vote = letter_of("vera", "2021-04-06", facts).sections
    headline = found.headline
    if kind == "daily":
        headline = words.headline({each.kind: len(each.items) for each in (*found.sections, overdue, *vote)})
    return Letter(
        found.kind, found.person, found.label, found.address, found.day, headline,
        (*found.sections, overdue, *vote), found.summary,
    )  # fmt: skip


def hostile() -> Letter:
    """What people might type to break a letter, everywhere they can type."""
    text = words.clean(HOSTILE + LONG)
    item = Item(
        code=words.clean("1.1/2021<b>", 60), title=words.clean(HOSTILE + LONG, words.LONGEST_TITLE), note=text,
        said=words.clean(HOSTILE + LONG, words.LONGEST_SAID), who=words.clean(HOSTILE),
        link="javascript:alert(3)", when="Срок сегодня", action="Сделайте <i>это</i>" + "б" * 300,
    )  # fmt: skip
    section = Section(SectionKind.VOTE, words.TITLES[SectionKind.VOTE], words.REASONS[SectionKind.VOTE], (item,))
    label, day = LABELS["kira"] + "<x>", date(2021, 3, 15)
    return Letter("daily", "kira", label, "kira@school150.ru", day, "ждут вашего решения: 1", (section,))
