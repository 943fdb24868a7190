"""Cells of «Исполнители» split into posts: the corpus of real cells and cells in the manners of many schools."""

import re
from pathlib import Path

import pytest

from models.document import Document, Executor, Lexicon, Paragraph, Posts, repair, split_executors
from tasks.config import load
from tasks.documents import lexicon_for

ROOT = Path(__file__).parents[3]
POSTS = load(ROOT / "config" / "posts.yaml", Posts)
CELLS = [
    [cell.replace("\\n", "\n").replace("\\t", "\t") for cell in line.split("\t")]
    for line in (ROOT / "tests" / "data" / "executors.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_for(Document(tuple(Paragraph(cell) for cell, _, _ in CELLS)), POSTS.spellings())


def written(found: tuple[Executor, ...]) -> str:
    return " | ".join(each.text + ("=" + ",".join(each.names) if each.names else "") for each in found)


def kind(executor: Executor) -> str:
    post = executor.post
    if not executor.text or post is None:
        return "?" if executor.text else "person"
    if not post.mailed:
        return "none"
    named = (("outside", post.organisation), ("group", post.collegial), ("many", post.plural))
    return next((name for name, is_so in named if is_so), "one")


def test_cells_split_into_the_posts_a_reader_sees(lexicon: Lexicon):
    split = [split_executors(repair(cell, lexicon).text, POSTS) for cell, _, _ in CELLS]
    assert [(written(each), " ".join(map(kind, each))) for each in split] == [(text, kinds) for _, text, kinds in CELLS]


@pytest.mark.parametrize(
    ("spelling", "title"),
    [
        ("Кл. рук.", "Классные руководители"),
        ("зам.директора по УВР", "Заместитель директора по УВР"),
        ("ЗДУВР", "Заместитель директора по УВР"),
        ("Организатор ВР", "Организатор воспитательной работы"),
        ("советник по воспитанию", "Советник директора по воспитанию"),
        ("соц.педагог", "Социальный педагог"),
        ("Школьная комиссия", "Комиссия по питанию"),
        ("учителя начальной школы", "Учителя начальных классов"),
        ("педсовет", "Педагогический совет"),
        ("актив музея", "Обучающиеся"),
    ],
)
def test_a_spelling_is_known_as_its_post(spelling: str, title: str):
    (found,) = split_executors(spelling, POSTS)
    assert found.post is not None
    assert (found.text, found.post.title) == (spelling, title)


def test_no_words_of_a_cell_are_lost(lexicon: Lexicon):
    """Only separators, counting and «по согласованию» may go."""
    for cell, _, _ in CELLS:
        mended = repair(cell, lexicon).text
        kept = written(split_executors(mended, POSTS)).lower()
        words = re.findall(r"[а-яёa-z]{2,}", mended.lower().replace("по согласованию", ""))
        assert [word for word in words if word not in kept] == [], cell
