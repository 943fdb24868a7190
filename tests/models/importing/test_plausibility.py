"""A slip among the terms of a table is found, and an order that people keep is no slip."""

from collections.abc import Sequence

import pytest

from models.importing.imported import ImportedActivity
from models.importing.plausibility import doubtful_terms, twins
from models.terms import Period, understand

YEAR = Period(2014, 2014)


def rows(terms: Sequence[str], title: str = "", note: str = "") -> list[ImportedActivity]:
    return [
        ImportedActivity(f"1.{n}", title or f"Дело {n}", understand(term, YEAR), (), "", (), "", ("", "", "", ""), note)
        for n, term in enumerate(terms, start=1)
    ]


@pytest.mark.parametrize(
    ("terms", "slips"),
    [
        (("19.05.2014", "20.04.2014", "21.05.2014", "22.05.2014"), ["20.04.2014"]),
        (("19.05.2014", "20.05.2014", "21.04.2014", "22.05.2014", "1 июня 2014", "3 мая 2014", "5 июня 2014"),
         ["21.04.2014", "3 мая 2014"]),
        (("март 2014", "апрель 2014", "25 апреля 2014", "май 2014"), []),
        (("май 2014", "март 2014", "июнь 2014", "апрель 2014", "август 2014", "январь 2014"), []),
        (("1 марта 2014", "2 апреля 2013", "3 мая 2014"), ["2 апреля 2013"]),
    ],
)  # fmt: skip
def test_one_slip_among_neighbours_is_found_and_nothing_else(terms: Sequence[str], slips: list[str]):
    found = [problem.found for problem in doubtful_terms(rows(terms), None)]
    assert [said.partition("«")[2].partition("»")[0] for said in found] == slips


def test_twins_agree_in_every_column_that_both_fill():
    same = rows(("май", "май"), "Беседа")
    assert [(each.code, first) for each, first in twins(same)] == [("1.2", "1.1")]
    assert twins(rows(("май", "июнь"), "Беседа")) == []
    assert twins([*rows(("май",), "Беседа", "Класс: 5"), *rows(("май",), "Беседа", "Класс: 6")]) == []
