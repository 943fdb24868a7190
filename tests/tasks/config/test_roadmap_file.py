"""roadmap.yaml changed in place, however a person wrote it: it loads as the new roadmap, or nothing is written."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from models.roadmap import Activity, Direction, Order, Roadmap
from models.text import VekhaError
from tasks.config import load, stage

ORDER = Order(number="12", date=date(2021, 9, 1))
NOW = datetime(2021, 9, 6, 9)
PLAIN = """\
# a comment at the top
title: Дорожная карта
period: "2021-2025"  # the years
directions:
  - number: 1
    title: Управление  # behind a title
    activities:
      # above an activity
      - code: "1.1"
        title: >-
          Разработка
          приказа
        term: март 2021  # behind a term
        executors: [Директор]
        result_form: Приказ
      - code: "1.2"
        term: по плану
        title: Сведения
        settled: {as: май 2022, meaning: в мае, by: Куратор, on: 2021-02-20}
        executors:
        - Директор
        - Педагоги
        answers: somebody  # behind a name

# a comment at the end
"""


def changed(roadmap: Roadmap, change: Callable[[Activity], Activity]) -> Roadmap:
    first = roadmap.directions[0]
    activities = tuple(change(each) for each in first.activities)
    direction = first.model_copy(update={"activities": activities})
    return roadmap.model_copy(update={"directions": (direction, *roadmap.directions[1:])})


def put(folder: Path, text: str, change: Callable[[Roadmap], Roadmap]) -> str:
    """The text after a change that must be possible."""
    file = folder / "roadmap.yaml"
    file.write_bytes(text.encode())
    before = load(file, Roadmap)
    after = change(before)
    stage(file, before, after).put(folder / "backups", NOW)
    assert load(file, Roadmap) == after
    (copy,) = (folder / "backups").iterdir()
    assert copy.read_bytes() == text.encode()
    return file.read_bytes().decode()


def reword(roadmap: Roadmap) -> Roadmap:
    new = {"title": "Новое: #1", "term": "до 1 мая 2022", "number": "1.7", "executors": ("Куратор",), "settled": None}
    return changed(roadmap, lambda each: each.model_copy(update=new))


def extend(roadmap: Roadmap) -> Roadmap:
    first = roadmap.directions[0]
    new = Activity(code="1.3", title="Ещё", term="май 2022", executors=("Директор", "Педагоги"), result_form="Приказ")
    directions = (
        first.model_copy(update={"activities": (new.model_copy(update={"code": "1.4"}), *first.activities, new)}),
        Direction(number=2, title="Второе", activities=(new.model_copy(update={"code": "2.1"}),)),
    )
    return roadmap.model_copy(update={"directions": directions, "amended": (ORDER,), "period": "2021-2026"})


def retire(roadmap: Roadmap) -> Roadmap:
    return changed(roadmap, lambda each: each.model_copy(update={"retired": ORDER}))


@pytest.mark.parametrize("change", [reword, extend, retire])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_lines_that_change_are_touched(tmp_path: Path, change: Callable[[Roadmap], Roadmap], newline: str):
    after = put(tmp_path, PLAIN.replace("\n", newline), change)
    comments = [line.partition("#")[2] for line in PLAIN.splitlines() if "# " in line]
    assert [each for each in comments if each not in after] == []
    assert after.count("\r\n") == (after.count("\n") if newline == "\r\n" else 0)


def test_comments_stay_with_what_they_stood_above(tmp_path: Path):
    text = PLAIN.replace('      - code: "1.2"', '      # above the second\n\n      - code: "1.2"')

    def insert(roadmap: Roadmap) -> Roadmap:
        (first,) = roadmap.directions
        new = Activity(code="1.3", title="Ещё", term="май 2022")
        activities = (new.model_copy(update={"code": "1.4"}), first.activities[0], new, first.activities[1])
        return roadmap.model_copy(update={"directions": (first.model_copy(update={"activities": activities}),)})

    lines = put(tmp_path, text, insert).splitlines()
    order = ["1.4", "# above an activity", '"1.1"', "1.3", "# above the second", '"1.2"', "# a comment at the end"]
    places = [next(number for number, line in enumerate(lines) if words in line) for words in order]
    assert places == sorted(places)
    assert lines[places[4] + 1 : places[5] + 1] == ["", '      - code: "1.2"']


def test_an_activity_in_braces_is_changed_too(tmp_path: Path):
    text = PLAIN.partition('      - code: "1.2"')[0] + '      - {code: "1.2", term: по плану, title: Сведения}\n'
    assert '{code: "1.2", number: "1.7", term: до 1 мая 2022, ' in put(tmp_path, text, reword)


def test_a_file_that_cannot_be_changed_safely_stays_as_it_is(tmp_path: Path):
    file = tmp_path / "roadmap.yaml"
    text = PLAIN.replace("title: Сведения", "title: 2021-02-30")
    file.write_text(text, encoding="utf-8")
    before = load(file, Roadmap)
    with pytest.raises(VekhaError, match="Ничего не изменено"):
        stage(file, before, reword(before))
    assert file.read_text(encoding="utf-8") == text
    assert [each.name for each in tmp_path.iterdir()] == ["roadmap.yaml"]


def test_a_file_that_somebody_saved_meanwhile_is_left_alone(tmp_path: Path):
    file = tmp_path / "roadmap.yaml"
    file.write_text(PLAIN, encoding="utf-8")
    before = load(file, Roadmap)
    staged = stage(file, before, reword(before))
    file.write_text(PLAIN + "# mine\n", encoding="utf-8")
    with pytest.raises(VekhaError, match="изменился"):
        staged.check()
    with pytest.raises(VekhaError, match="изменился"):
        staged.put(tmp_path / "backups", NOW)
    with pytest.raises(VekhaError, match="изменился"):
        stage(file, reword(before), before)
    assert file.read_text(encoding="utf-8") == PLAIN + "# mine\n"


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path):
    file = tmp_path / "roadmap.yaml"
    file.write_text(PLAIN, encoding="utf-8")
    before = load(file, Roadmap)
    backups = tmp_path / "backups"
    backups.write_text("a file where the folder should be", encoding="utf-8")
    staged = stage(file, before, reword(before))
    with pytest.raises(VekhaError, match="не записать"):
        staged.put(backups, NOW)
    assert load(file, Roadmap) == before
