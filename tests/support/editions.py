"""Editions of the sample school's roadmap: its own activities, changed as an order would, written as a Word file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.support.sample import SAMPLE
from tests.support.word_samples import table, write_word

HEADER = ["№", "Мероприятие", "Сроки исполнения", "Исполнители", "Форма результата"]
SIGNED = "Приложение 1 к приказу МБОУ «СОШ № 150 г. Челябинска» 18.02.2021 № 21/2"
Directions = list[dict[str, Any]]


def activity(title: str, term: str, executor: str = "Директор", form: str = "Приказ") -> dict[str, Any]:
    """A new row."""
    return {"title": title, "term": term, "executors": [executor], "result_form": form}


def edition(
    folder: Path, change: Callable[[Directions], None] | None = None, order: str | None = "№ 12 от 01.09.2021"
) -> Path:
    """The document with its rows counted anew, in the edition of an order; None names none."""
    roadmap = yaml.safe_load((SAMPLE / "roadmap.yaml").read_text(encoding="utf-8"))
    directions: Directions = roadmap["directions"]
    if change:
        change(directions)
    named = f" (в редакции приказа {order})" if order else ""
    blocks: list[str] = [SIGNED + named, "", roadmap["title"], ""]
    for direction in directions:
        blocks.append(f"Направление {direction['number']}. {direction['title']}")
        rows = [
            [
                f"{direction['number']}.{number}",
                each["title"],
                each["term"],
                ", ".join(each["executors"]),
                each["result_form"],
            ]
            for number, each in enumerate(direction["activities"], start=1)
        ]
        blocks.append(table([HEADER, *rows]))
    return write_word(folder / "edition.docx", blocks)
