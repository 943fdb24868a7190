"""One table: every place where people's words are compared, by every way in which they are typed otherwise."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.amending.amendment import Amendment, read_order
from models.amending.draft import draft
from models.amending.matching import match
from models.approval.what_if import add_vote
from models.board import Sheet, columns, find_table, own_titles
from models.document import Executor, KnownPost, Posts, Preamble
from models.evidence import forms_of
from models.importing import Dialogue, Imported, ImportedActivity, ImportedDirection, Prompt, yes
from models.importing.dialogue import Accepted, Answered, Asking
from models.journal import JournalState
from models.school import Roster, School
from models.terms import understand
from tests.support.scenario import ORDER, Scenario, moment, roster, shipped, small_school

Spell = Callable[[str], str]
CODE, BALLOT, POST, LABEL = "1.1/2021", "1.1/2021-1.1", "Педагог-наставник", "Член бюро"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff"
WAYS: dict[str, Spell] = {
    "ё": lambda text: text.replace("е", "ё"),
    "ё in two pieces": lambda text: unicodedata.normalize("NFD", text.replace("е", "ё")),
    "case": str.upper,
    "dashes": lambda text: text.replace("-", " – "),
    "spaces": lambda text: "\u00a0" + text.replace(" ", " \u2009 ") + " ",
    **{f"U+{ord(sign):04X}": lambda text, sign=sign: sign.join(text) for sign in UNSEEN},  # type: ignore[misc]
}


def people() -> Roster:
    """A roster whose first member of the group has a label with «е»."""
    plain = roster(holders={POST: [{"person": "anna"}]})
    labelled = {**plain.people, "anna": plain.people["anna"].model_copy(update={"label": LABEL})}
    return plain.model_copy(update={"people": labelled})


def school(executor: str = "Директор") -> School:
    """A school with one executor of 1.1."""
    return small_school(f"| код | срок | исполнители | форма |\n| 1.1 | март 2021 | {executor} | Приказ |", people())


def submitted(executor: str = "Директор") -> Scenario:
    """1.1 under vote."""
    life = Scenario(school(executor))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    return life


def marks(spell: Spell) -> object:
    found = []
    for word in shipped().workflow.requests.values():
        life = Scenario(school())
        life.mark(CODE, spell(word), ORDER, date(2021, 5, 1), "карантин")
        found.append((life.sync().kinds, life.remark(CODE)))
        assert life.paper.read(life.tab(CODE), CODE, columns.REQUEST) == spell(word)
    return found


def new_dates(spell: Spell) -> object:
    life = Scenario(school())
    life.mark(CODE, "Прошу перенести", None, spell("1 сентября 2021"), "карантин")
    return life.sync().of(CODE).why


def votes(spell: Spell) -> object:
    found = []
    for word in shipped().workflow.choices.values():
        life = submitted()
        life.vote("anna", spell(word), "нет ссылки")
        seen = life.sync()
        found.append((seen.kinds, seen.of(CODE).why, seen.problems))
    return found


def headers(spell: Spell) -> object:
    voters = [LABEL + columns.VOTE, LABEL + columns.VOTE_COMMENT]
    tables = [(columns.PLAN_HEADER, ()), (columns.APPROVAL_HEADER, voters)]
    return [
        find_table(Sheet("", {3: tuple(map(spell, (*header, *more)))}), header, more) is not None
        and find_table(Sheet("", {3: tuple(map(spell, (*header, *more)))}), header, more).columns  # type: ignore[union-attr]
        for header, more in tables
    ]


def voters_columns(spell: Spell) -> object:
    life = submitted()
    life.vote("anna", "Утвердить")
    header = LABEL + columns.VOTE
    life.paper.put(columns.APPROVAL, columns.HEADER_ROW, life.paper.column(columns.APPROVAL, header), spell(header))
    seen = life.sync()
    return seen.lost, seen.kinds, seen.of(CODE).why, seen.edits.columns


def tab_titles(spell: Spell) -> object:
    titles = {"План 2021": columns.PLAN_HEADER, "План 2021-2022": columns.PLAN_HEADER,
              columns.APPROVAL: columns.APPROVAL_HEADER}  # fmt: skip
    return [sheet.title for sheet in own_titles(Sheet(spell(title), {3: head}) for title, head in titles.items())]


def codes(spell: Spell) -> object:
    life = submitted()
    life.paper.put(life.tab(CODE), life.paper.row(life.tab(CODE), CODE), 1, spell(CODE))
    life.paper.put(columns.APPROVAL, life.paper.row(columns.APPROVAL, BALLOT), 1, spell(BALLOT))
    seen = life.sync()
    return seen.kinds, seen.problems, life.paper.find(life.tab(CODE), CODE), life.paper.find(columns.APPROVAL, BALLOT)


def supposed_votes(spell: Spell) -> object:
    life = submitted()
    view = add_vote(life.view(), f"{spell(BALLOT).strip()}: {spell(LABEL)} {spell('утвердить')}", people(),
                    life.school.workflow)  # fmt: skip
    return view.ballots[BALLOT].cells


def posts(spell: Spell) -> object:
    """A post of people.yaml answers for a milestone of roadmap.yaml, and its holder's own vote counts for nothing."""
    life = submitted(spell(POST))
    life.vote("anna", "Утвердить", "сама")
    seen = life.sync()
    executors = life.school.milestones[0].activity.executors
    return life.school.roster.answering(executors, None, life.day), seen.of(CODE).why, seen.kinds


def posts_of_documents(spell: Spell) -> object:
    known = Posts(posts=(KnownPost(title=POST, also=("Кл. рук.",)),))
    return known.find(spell(POST)), known.find(spell("Кл. рук."))


def result_forms(spell: Spell) -> object:
    texts = ("Приказ", "Отчет", "Справка, протокол совещания", "Информация на сайте")
    return [[rule.kind for rule in forms_of(spell(text), shipped().evidence)] for text in texts]


def amended(spell: Spell, executor: str = "Директор, Педагог") -> Imported:
    """The document of the school in force, typed anew."""
    plain = school(executor)
    directions = []
    for part in plain.roadmap.directions:
        rows = tuple(
            ImportedActivity(
                each.code, spell(each.title), replace(understand(each.term, plain.period), text=spell(each.term)),
                tuple(Executor(spell(post)) for post in each.executors), spell(each.result_form), (), "", ("",) * 4,  # type: ignore[arg-type]
            )
            for each in part.activities
        )  # fmt: skip
        directions.append(ImportedDirection(part.number, spell(part.title), rows))
    return Imported(Preamble(), plain.period, tuple(directions), ())


def amended_documents(spell: Spell) -> object:
    imported, plain, order = amended(spell), school("Директор, Педагог"), read_order("№ 12 от 01.09.2021")
    assert order is not None
    found = match(plain.roadmap, imported, {})
    made = draft(Amendment(plain, JournalState(), imported, found, order, moment(date(2021, 3, 10))))
    return made.changes, made.events, [each.title for each in made.roadmap.activities()]


class _Question(Prompt[Answered]):
    topic = "one"

    def ask(self) -> Asking:
        return Asking("?")

    def accept(self, said: str) -> Accepted:
        raise AssertionError("a command is no answer")


class _OneQuestion:
    """A dialogue of one question."""

    def questions(self, answers: object) -> tuple[Prompt[Answered], ...]:
        return (_Question(),)


def answers(spell: Spell) -> object:
    commands = [Dialogue(_OneQuestion()).after(spell(word)) for word in ("назад", "стоп", "пропустить", "помощь")]  # type: ignore[arg-type]
    said = [(each.told, each.is_stopped, each.given) for each in commands]
    order = read_order(spell("№ 12 от 1 сентября 2022"))
    return [yes(spell(word)) for word in ("да", "нет", "д", "н")], said, str(order)


PLACES = (
    marks, new_dates, votes, headers, voters_columns, tab_titles, codes, supposed_votes, posts, posts_of_documents,
    result_forms, amended_documents, answers,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_words_mean_the_same_however_they_are_typed(place, way):
    assert place(WAYS[way]) == place(str)


def test_the_places_say_what_they_should_of_words_typed_plainly():
    """What the table compares with is no empty answer."""
    assert posts(str)[0] == ("anna",)
    assert amended_documents(str)[:2] == ((), ())
    assert codes(str)[2:] == ([5], [4])
    assert tab_titles(str) == ["План 2021", "План 2021-2022", "Утверждение"]
    assert answers(str)[0] == [True, False, True, False]
