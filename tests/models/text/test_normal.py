"""Which spellings are the same words, which are not, and the rule that stored fingerprints keep."""

from dataclasses import replace
from datetime import date

import pytest

from models.board import Mark, fingerprint, full_fingerprint, is_same, read_mark
from models.board import columns as b
from models.school import Request, VotedField
from models.text import MONTH_CASES, MONTHS, month_number, one_line, plain, read_date, same_key, same_letters, visible
from tests.support.scenario import shipped

UNSEEN = tuple(
    chr(sign) for sign in (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)
) + tuple(map(chr, range(0x2060, 0x2070)))
SAME = [
    ("Учёный секретарь", "Ученый секретарь"),
    ("Учёный", "Уче\u0308ный"),
    ("Готово", "ГОТОВО"),
    ("План 2021-2022", "план 2021\u00a0–\u00a02022"),
    *((f"Педагог{dash}организатор", "педагог-организатор") for dash in "‐‑‒–—―−﹣－"),
    *((f"раз{space}два", "раз два") for space in (" ", "  ", "\t", "\n", "\u00a0", "\u2009", "\u202f", "\u3000")),
    ("  Куратор ", "Куратор"),
    ("№ 5", "No 5"),
]
DIFFERENT = [
    ("Готово", "Готовo"),  # the last letter is Latin
    ("Готово", "Готова"),
    ("м²", "м2"),
    ("1.1¹", "1.11"),
    ("1.1", "11"),
    ("й", "и"),
    ("раз два", "раздва"),
    ("Педагог-организатор", "Педагог организатор"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_the_same_words_have_one_key(one, other):
    assert same_key(one) == same_key(other)
    assert same_letters(one) == same_letters(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_have_different_keys(one, other):
    assert same_key(one) != same_key(other)


@pytest.mark.parametrize("sign", UNSEEN, ids="U+{0!a}".format)
def test_a_sign_that_nobody_sees_is_left_out_wherever_it_stands(sign):
    typed = sign + sign.join("Готово 18.02.2021") + sign
    assert (visible(typed), one_line(typed)) == ("Готово 18.02.2021", "Готово 18.02.2021")
    assert (same_key(typed), plain(typed)) == ("готово 18.02.2021", "готово 18.02.2021")
    assert read_date(sign.join("18.02.2021")) == date(2021, 2, 18)


def test_every_case_of_a_month_names_it():
    assert [[month_number(form) for form in forms] for forms in MONTH_CASES] == [[n, n, n] for n in range(1, 13)]
    assert MONTHS[4] == "мая"


# Made by the release that wrote no version beside a fingerprint: (result, comment, fingerprint of all, of the result).
STORED = [
    ("Приказ № 5 от 01.03.2021", "Отчёт — готов", "9c1ca7c83a863cac", "fcd1446ad907842c"),
    ("Отче\u0308т\u00a0№\u200b 5\u00ad", "95 %", "c60c0619b43b857a", "593b0ac64a4c6490"),
    ("18.02.2021", "1 234,50", "e3d7e44c4750f8bd", "8aec538fcced74a4"),
    ("\u202a18.02.2021\u202c", "", "5ca62abfe43514f1", "d9e44df007a96dc3"),
    ("18.02.2021\u200e", "«ГОТОВО»", "37320652e961a3d5", "8aec538fcced74a4"),
    ("17,0", "м²", "b821035f915265c1", "4523540f1504cd17"),
    ("18 февраля 2021 г.", "x\u200dy", "4ce858b1629c7b94", "8aec538fcced74a4"),
]


@pytest.mark.parametrize(("result", "comment", "full", "voted"), STORED)
def test_a_stored_fingerprint_keeps_the_rule_it_was_made_with(result, comment, full, voted):
    cells = {b.REQUEST: "Готово", b.RESULT: result, b.NEW_DATE: "31.03.2021\u202c", b.COMMENT: comment}
    mark = read_mark(cells, shipped().workflow.requests, 2000)
    assert (is_same(full, mark), is_same(voted, mark, [VotedField.RESULT])) == (True, True)
    assert (full_fingerprint(mark), fingerprint(mark, [VotedField.RESULT])) != (full, voted)
    other = read_mark({**cells, b.COMMENT: "другое"}, shipped().workflow.requests, 2000)
    assert (is_same(full, other), is_same(voted, other, [VotedField.RESULT])) == (False, True)


# Made by the release that took addresses as they are stored: (result, address, comment, full, of the result).
STORED_WITH_LINKS = [
    ("Приказ № 5", "https://a.example/Приказ 1.pdf", "95 %", "2:8178431463aaeaa0", "2:49f3ff2f594f2e7f"),
    ("HTTPS://a.example", "", 2 / 3, "2:5c0d57888177c289", "2:c34c2a671e65e36c"),
]


@pytest.mark.parametrize(("result", "address", "comment", "full", "voted"), STORED_WITH_LINKS)
def test_a_fingerprint_over_addresses_as_stored_keeps_its_rule(result, address, comment, full, voted):
    link = {b.RESULT + b.LINK: address} if address else {}
    cells = {b.REQUEST: "Готово", b.RESULT: result, b.COMMENT: comment, **link}
    mark = read_mark(cells, shipped().workflow.requests, 2000)
    parts, others = replace(mark, parts="0f" * 8), replace(mark, parts="1e" * 8)
    assert (is_same(full, mark), is_same(voted, mark, [VotedField.RESULT]), is_same(full, parts)) == (True, True, True)
    with_parts = full.replace("2:", "3:") + ":" + "0f" * 8
    assert [is_same(with_parts, each) for each in (mark, parts, others)] == [True, True, False]
    assert [is_same(full_fingerprint(parts), each) for each in (mark, parts, others)] == [True, True, False]
    other = read_mark({**cells, b.RESULT: "другое"}, shipped().workflow.requests, 2000)
    assert (is_same(full, other), is_same(with_parts, other), is_same(full_fingerprint(mark), other)) == (False,) * 3


def test_a_new_date_asked_for_is_read_through_signs_that_nobody_sees():
    cells = {b.REQUEST: "Прошу перенести", b.NEW_DATE: "\u202a31.03.2021\u202c", b.COMMENT: "карантин"}
    mark = read_mark(cells, shipped().workflow.requests, 2000)
    assert mark == Mark(Request.EXTENSION, "", date(2021, 3, 31), "карантин")
