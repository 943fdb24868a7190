"""What is said of a board that contradicts the journal names the way that helps."""

from models.board import columns as b
from models.projection import difference, drift, texts
from tests.support.scenario import NOTE, ORDER, Scenario

PLAN, CODE, OTHER, THIRD = "План 2021", "1.1/2021", "2.1/2021", "1.2/2021"


def test_a_status_typed_over_in_a_doubted_row_waits_for_the_row_to_be_mended():
    """No pass writes there meanwhile, so that to run one would be idle advice."""
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.mark(OTHER, "Готово", NOTE)
    life.sync()
    life.mark(CODE, "Готово", NOTE)
    life.mark(OTHER, "Готово", ORDER)
    for code in (CODE, OTHER, THIRD):
        life.paper.write(PLAN, code, b.STATUS, "Исполнено")
    assert {doubt.milestone for doubt in life.sync().doubts} == {CODE, OTHER}
    life.paper.write(PLAN, THIRD, b.STATUS, "Исполнено")
    snapshot, view = life.paper.snapshot(), life.view()
    edits = difference(life.projection(), snapshot, view)
    found = drift(edits, snapshot, lambda value: value, view, {CODE, OTHER})
    rows = {code: f"«{PLAN}», строка {life.paper.row(PLAN, code)}, «Статус»" for code in (CODE, OTHER, THIRD)}
    assert {problem.where: problem.hint for problem in found} == {
        rows[CODE]: texts.MENDED_AFTER_DOUBT,
        rows[OTHER]: texts.MENDED_AFTER_DOUBT,
        rows[THIRD]: texts.MENDED_BY_PASS,
    }
