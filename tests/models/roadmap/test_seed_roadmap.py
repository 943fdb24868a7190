"""Is the seed roadmap, word for word, the document that the school signed?"""

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

ROOT = Path(__file__).parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Every place where the text in the YAML is not the signed text with its white space collapsed.
MENDED = {
    ("Заместител и", "Заместители"),
    ("Ответственны й", "Ответственный"),
    ("Педагог - библиотекарь", "Педагог-библиотекарь"),
    ("Педагоги - наставники", "Педагоги-наставники"),
    ("информационно- библиотечных", "информационно-библиотечных"),
    ("обучающих ся", "обучающихся"),
    ("обучающихс я", "обучающихся"),
    ("организационно- педагогических", "организационно-педагогических"),
    ("организационно- педагогического", "организационно-педагогического"),
    ("профессио нального", "профессионального"),
    ("профессиона льного", "профессионального"),
    ("профессионал ьного", "профессионального"),
    ("профориентацио нной", "профориентационной"),
    ("профориентационн ой", "профориентационной"),
    ("самоопреде ления", "самоопределения"),
    ("самоопределе ния", "самоопределения"),
    ("самоопредел ения", "самоопределения"),
}


def collapsed(element: Any) -> str:
    """Give the text of a paragraph or cell: tabs, breaks and ends of paragraphs are one space each."""
    pieces = [
        node.text or "" if node.tag == W + "t" else " " for node in element.iter(W + "t", W + "tab", W + "br", W + "p")
    ]
    return " ".join("".join(pieces).split())


def rows_of(table: Any) -> list[list[str]]:
    """Give the rows under the header; a row without a number goes on with the one above it."""
    rows: list[list[str]] = []
    for row in table.findall(W + "tr")[1:]:
        cells = [collapsed(cell) for cell in row.findall(W + "tc")]
        if cells[0]:
            rows.append(cells)
        else:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
    return rows


def without_spaces_and_hyphens(text: str) -> str:
    """Keep what was signed whatever the width of a column.

    >>> without_spaces_and_hyphens("Педагоги - наставники")
    'Педагогинаставники'
    """
    return re.sub(r"[\s-]", "", text)


def mends(signed: str, ours: str) -> set[tuple[str, str]]:
    """Pair each of our words with the signed one it was mended from; raise ValueError if ours is another text.

    >>> mends("Заместител и директора", "Заместители директора")
    {('Заместител и', 'Заместители')}
    """
    found, rest = set(), signed
    for word in ours.split(" "):
        match = re.match(r"\s?".join(map(re.escape, word)) + r"(?:\s|$)", rest)
        if match is None:
            raise ValueError(f"{word!r} does not begin {rest!r}")
        found.add((match[0].strip(), word))
        rest = rest[match.end() :]
    if rest:
        raise ValueError(f"{rest!r} is missing")
    return {(before, after) for before, after in found if before != after}


@pytest.fixture(scope="module")
def roadmap() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "config/school-150/roadmap.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def body() -> Any:
    with zipfile.ZipFile(ROOT / "tests/data/seed/roadmap.docx") as package:
        return etree.fromstring(package.read("word/document.xml"))[0]


@pytest.fixture(scope="module")
def pairs(roadmap, body) -> list[tuple[str, str, str]]:
    """Every field of every activity as (where, signed, ours)."""
    found = []
    for direction, table in zip(roadmap["directions"], body.findall(W + "tbl"), strict=True):
        for activity, row in zip(direction["activities"], rows_of(table), strict=True):
            ours = [
                activity["code"].split(".")[1] + ".",
                activity["title"],
                activity["term"],
                ", ".join(activity["executors"]),
                activity["result_form"],
            ]
            found += [(activity["code"], before, after) for before, after in zip(row, ours, strict=True)]
    return found


def test_six_directions_hold_thirty_two_activities_numbered_in_order(roadmap):
    directions = roadmap["directions"]
    assert [len(direction["activities"]) for direction in directions] == [8, 9, 5, 4, 3, 3]
    assert [activity["code"] for direction in directions for activity in direction["activities"]] == [
        f"{number}.{row}" for number, rows in enumerate([8, 9, 5, 4, 3, 3], 1) for row in range(1, rows + 1)
    ]


def test_every_field_has_the_signed_letters_in_the_signed_order(pairs):
    assert len(pairs) == 32 * 5
    for where, signed, ours in pairs:
        assert ours, where
        assert without_spaces_and_hyphens(ours) == without_spaces_and_hyphens(signed), where


def test_nothing_but_the_listed_broken_words_is_mended(pairs):
    assert set().union(*(mends(signed, ours) for _, signed, ours in pairs)) == MENDED


def test_every_term_stands_exactly_as_signed(roadmap, body):
    signed = [row[2] for table in body.findall(W + "tbl") for row in rows_of(table)]
    assert [a["term"] for direction in roadmap["directions"] for a in direction["activities"]] == signed
    assert set(signed) == {"Февраль- март 2021", "Август текущего года", "2021-2025", "март 2021"}


def test_title_purpose_goals_and_directions_are_the_paragraphs_around_the_tables(roadmap, body):
    goals = [line for part in roadmap["goals"] for line in [f"{part['classes']} класс", *part["goals"]]]
    directions = [f"Направление {d['number']}. {d['title']}" for d in roadmap["directions"]]
    ours = [roadmap["title"], f"Цель: {roadmap['purpose']}", *goals, *directions]

    paragraphs = [text for text in map(collapsed, body.findall(W + "p")) if text]
    title, rest = " ".join(paragraphs[3:6]), paragraphs[6:]
    assert ours == [title, *(re.sub(r"\s?[;.]$", "", line[2:]) if line.startswith("· ") else line for line in rest)]


def test_the_order_is_the_one_named_above_the_title(roadmap, body):
    school, order = roadmap["school"], roadmap["order"]
    heading = " ".join(map(collapsed, body.findall(W + "p")[1:3]))
    assert heading == f"к приказу {school} {order['date']:%d.%m.%Y} № {order['number']}"


def test_the_row_signed_twice_as_2_6_and_2_8_is_kept_twice(roadmap):
    sixth, eighth = (roadmap["directions"][1]["activities"][place] for place in (5, 7))
    assert sixth | {"code": "2.8"} == eighth


def test_only_the_term_of_1_2_is_settled_and_by_a_person_on_a_day(roadmap):
    activities = [activity for direction in roadmap["directions"] for activity in direction["activities"]]
    assert {activity["code"]: activity["settled"] for activity in activities if "settled" in activity} == {
        "1.2": {
            "as": "Август ежегодно",
            "meaning": "каждый август дорожной карты (2021–2025)",
            "by": "Куратор",
            "on": date(2021, 2, 20),
        }
    }
