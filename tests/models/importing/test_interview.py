"""The dialogue of vekha import --ask: as a value, through a pipe, and in a real terminal."""

import json
import os
import pty
import select
import signal
import sys
import time
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.documents.interview import settling
from models.importing import Dialogue, FirstImport
from models.terms import Period
from tests.support.cli_school import CliSchool
from tests.support.editions import Directions, activity, edition
from tests.support.fuzz import examples
from tests.support.sample import HOUSE, SAMPLE

SEED = HOUSE / "tests" / "data" / "seed"
TODAY = "2021-03-01T09:00"
ROWS = """№;Мероприятие;Сроки;Исполнители;Результат
1.1;Издать приказ о наставниках;февраль 2021;Директор;Приказ
1.2;Собрать сведения о наставниках;Август текущего года;Куратор;База наставников
1.3;Провести месячник профессий;по плану школы;Главный затейник;Странная бумага
1.4;Провести месячник профессий;май 2022;;
"""


YEARS = Period(2021, 2025)


def document(folder: Path, text: str = ROWS) -> Path:
    (folder / "document.csv").write_text(text, encoding="utf-8")
    return folder / "document.csv"


def dialogue(folder: Path, text: str = ROWS, period: Period | None = YEARS) -> Dialogue:
    return Dialogue(settling(document(folder, text), SAMPLE, period, date(2021, 3, 1)))


def asked(talk: Dialogue) -> str | None:
    question = talk.question
    return question.key if question else None


def played(talk: Dialogue, *lines: str) -> list[tuple[str | None, str]]:
    """Each line of a person with the question that follows, and what was said back."""
    found = []
    for line in lines:
        talk = talk.after(line)
        found.append((asked(talk), talk.told))
    return found


def test_each_thing_that_only_a_person_knows_is_asked_once_and_in_the_order_of_rows(tmp_path: Path):
    talk = dialogue(tmp_path)
    assert [each.key for each in talk.subject.questions({})] == [
        "by", "on", "term:1.2", "term:1.3", "who:1.4", "twin:1.4", "post:Главный затейник", "form:Странная бумага",
        "document", "role:working_group", "role:curator", "role:director",
    ]  # fmt: skip
    assert talk.progress == (1, 12)
    question = talk.after("").after("").question
    assert question is not None
    second = question.ask()
    assert (second.heading, second.default) == ("1.2 (таблица, строка 3)", "Август ежегодно")
    assert second.context == (
        "Мероприятие: Собрать сведения о наставниках",
        "Срок в документе: «Август текущего года»",
        "Почему вопрос: Не сказано, какой именно год; напишите его числом, например «август 2021».",
    )


def test_an_answer_that_cannot_be_taken_says_why_and_the_question_stays(tmp_path: Path):
    talk = dialogue(tmp_path).after("").after("")
    lines = ("31.12.2031", "когда-нибудь", "", "пропустить", "назад", "?", "31.02.2021", "май 2022")
    told = {line: played(talk, line)[0] for line in lines}
    assert told["31.12.2031"] == ("term:1.2", "31.12.2031 вне периода 2021-2025: напишите другой срок")
    assert told["когда-нибудь"][0] == told["31.02.2021"][0] == told["?"][0] == "term:1.2"
    assert told["31.02.2021"][1].startswith("Такой даты нет в календаре")
    assert told[""][0] == told["пропустить"][0] == told["май 2022"][0] == "term:1.3"
    assert told["назад"] == ("on", "Прошлый ответ забыт.")
    who = talk.after("").after("май 2022").after("Иванов И.И.")
    assert (asked(who), who.told) == ("who:1.4", "Нужна должность, а не фамилия: например «Директор, Рабочая группа»")


def test_the_answers_become_a_roadmap(tmp_path: Path):
    talk = dialogue(tmp_path)
    for line in (
        "Директор",
        "20.02.2021",
        "",
        "до 15 мая 2022 = к Дню музеев",
        "Директор, Педагоги",
        "нет",
        "3",
        "приказ",
        "План школы",
        "",
        "завуч",
        "",
    ):
        talk = talk.after(line)
    assert asked(talk) is None
    assert isinstance(talk.subject, FirstImport)
    settled = talk.subject.outcome(talk.answers)
    assert settled is not None
    imported, settlement = settled
    assert [each.code for each in imported.activities()] == ["1.1", "1.2", "1.3"]  # 1.4 was said to be 1.3
    said = {code: (each.as_, each.meaning, each.by, each.on) for code, each in settlement.terms.items()}
    assert said == {
        "1.2": ("Август ежегодно", "каждый август дорожной карты (2021–2025)", "Директор", date(2021, 2, 20)),
        "1.3": ("до 15 мая 2022", "к Дню музеев", "Директор", date(2021, 2, 20)),
    }
    assert settlement.forms == {"1.3": "приказ"}
    assert imported.preamble.title == "План школы"
    assert settlement.roles["working_group"] == "Рабочая группа"
    post = imported.activities()[2].executors[0].post
    assert post is not None
    assert (post.title, post.collegial) == ("Главный затейник", True)


def test_the_years_are_asked_first_and_only_where_nothing_tells_them(tmp_path: Path):
    text = ROWS.replace("февраль 2021", "февраль").replace("май 2022", "май")
    talk = dialogue(tmp_path, text, None)
    assert (asked(talk), talk.progress) == ("period", (1, 1))
    assert played(talk, "пропустить")[0][0] == played(talk, "позже")[0][0] == played(talk, "")[0][0] == "period"
    later = talk.after("2021/2022")
    assert (asked(later), asked(later.after("назад"))) == ("by", "period")
    assert "period" not in [each.key for each in dialogue(tmp_path, text).subject.questions({})]


def test_a_term_that_was_understood_by_a_convention_is_asked_about_once_for_all_its_rows(tmp_path: Path):
    text = ROWS.replace("Август текущего года", "1 четверть").replace("по плану школы", "1 четверть")
    talk = dialogue(tmp_path, text, Period(2021, 2021, school=True))
    keys = [each.key for each in talk.subject.questions({})]
    assert [each for each in keys if each.startswith(("usual:", "term:"))] == ["usual:1 четверть"]
    while asked(talk) != "usual:1 четверть":
        talk = talk.after("Директор" if asked(talk) == "who:1.4" else "")
    assert talk.after("").told == ""
    talk = talk.after("25 октября 2021")
    assert isinstance(talk.subject, FirstImport)
    settled = talk.subject.outcome(talk.answers)
    assert settled is not None
    assert {code: each.as_ for code, each in settled[1].terms.items()} == {
        "1.2": "25 октября 2021",
        "1.3": "25 октября 2021",
    }


def settled_with(talk: Dialogue, answers: dict[str, str]) -> tuple[Any, Any]:
    """What the dialogue comes to, with Enter for every question but these."""
    while (key := asked(talk)) is not None:
        talk = talk.after(answers.get(key, ""))
    assert isinstance(talk.subject, FirstImport)
    found = talk.subject.outcome(talk.answers)
    assert found is not None
    return found


PEOPLE = """№;Мероприятие;Сроки;Ответственные
1;Памятки;май 2021;[Фамилия И.О.], воспитатели
2;Кросс;май 2021;[Фамилия И.О.]
3;Сбор;май 2021;
"""


def test_whoever_is_named_without_a_post_is_asked_about_once_for_all_rows(tmp_path: Path):
    talk = dialogue(tmp_path, PEOPLE)
    keys = [each.key for each in talk.subject.questions({})]
    assert [each for each in keys if each.startswith(("person", "who"))] == ["who:1.3", "person:[Фамилия И.О.]"]
    imported, settlement = settled_with(talk, {"person:[Фамилия И.О.]": "Психолог"})
    assert ["; ".join(each.posts()) for each in imported.activities()] == [
        "Психолог; воспитатели", "Психолог", "воспитатели",
    ]  # fmt: skip
    assert [each for each in imported.problems if each not in settlement.closed] == []


def test_enter_alone_settles_every_question_of_a_plan(tmp_path: Path):
    imported, settlement = settled_with(dialogue(tmp_path, PEOPLE.replace("май 2021", "по плану")), {})
    assert [each for each in imported.problems if each not in settlement.closed] == []
    assert imported.activities()[1].posts() == ("Ответственный",)
    assert settlement.terms["1.2"].as_ == "в течение года"


def test_who_does_it_is_one_question_where_the_document_names_nobody(tmp_path: Path):
    text = "№;Мероприятие;Сроки\n1;Памятки;май 2021\n2;Кросс;июнь 2021\n"
    talk = dialogue(tmp_path, text)
    assert [each.key for each in talk.subject.questions({}) if each.key.startswith("who")] == ["who"]
    imported, _ = settled_with(talk, {"who": "Завуч"})
    assert [each.posts() for each in imported.activities()] == [("Завуч",)] * 2


LINES = st.sampled_from(
    ("", "да", "нет", "назад", "пропустить", "стоп", "?", "май 2022", "1", "Директор", "01.03.2021", "ё")
)


@given(lines=st.lists(LINES, max_size=25), period=st.sampled_from((None, YEARS)))
@examples(40)
def test_taking_an_answer_back_is_as_if_it_had_never_been_given(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], period: Period | None
):
    talk = BUILT.setdefault(period, dialogue(tmp_path_factory.mktemp("rows"), ROWS.replace(" 2021", ""), period))
    for line in lines:
        after = talk.after(line)
        if len(after.given) > len(talk.given):
            assert after.after("назад").given == talk.given
            assert asked(after.after("назад")) == asked(talk)
        number, of = after.progress
        assert 1 <= number <= of
        talk = after
    assert isinstance(talk.subject, FirstImport)
    settled = talk.subject.outcome(talk.answers)
    assert (settled is None) == (period is None and not talk.answers.get("period"))


BUILT: dict[Period | None, Dialogue] = {}


def ask(desk: CliSchool, monkeypatch: pytest.MonkeyPatch, text: str, *words: str) -> Any:
    """The command with a person's lines on its standard input."""
    monkeypatch.setattr(sys, "stdin", StringIO(text))
    return desk.run("import", *words, now=TODAY)


def test_the_right_answers_reproduce_the_committed_roadmap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    desk, out = CliSchool(tmp_path / "var"), tmp_path / "school"
    for name in ("roadmap.docx", "roadmap.txt"):
        said = ask(desk, monkeypatch, "\n20.02.2021\n\n\n", str(SEED / name), "--ask", "-o", str(out / name), "--json")
        assert (said.code, json.loads(said.out)["settled"][0]["code"]) == (0, "1.2")
        proposed = yaml.safe_load((out / name / "roadmap.yaml").read_text(encoding="utf-8"))
        assert proposed == yaml.safe_load((SAMPLE / "roadmap.yaml").read_text(encoding="utf-8"))
    report = (out / "roadmap.docx" / "import.md").read_text(encoding="utf-8")
    assert "- [x] **1.2**: срок понят как «Август ежегодно»" in report
    assert "- [ ] **1.2" not in report


def test_what_was_answered_before_the_end_of_input_is_kept_and_the_rest_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk, file = CliSchool(tmp_path / "var"), str(document(tmp_path))
    for name, text in (("ended", "\n\n\n"), ("stopped", "\n\n\nстоп\n")):
        said = ask(desk, monkeypatch, text, file, "--ask", "-o", str(tmp_path / name), "-p", "2021-2025")
        assert (said.code, "открытых вопросов: 9" in said.err) == (0, True)
        written = yaml.safe_load((tmp_path / name / "roadmap.yaml").read_text(encoding="utf-8"))
        rows = {each["code"]: each for each in written["directions"][0]["activities"]}
        assert (rows["1.2"]["settled"]["as"], "settled" in rows["1.3"]) == ("Август ежегодно", False)
        report = (tmp_path / name / "import.md").read_text(encoding="utf-8")
        assert ("- [ ] **1.3" in report, "- [ ] **1.2" in report) == (True, False)


def test_without_the_years_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    desk, file = CliSchool(tmp_path / "var"), str(document(tmp_path, ROWS.replace(" 2021", "")))
    said = ask(desk, monkeypatch, "", file, "--ask", "-o", str(tmp_path / "out"))
    assert (said.code, said.err.splitlines()[-1]) == (1, "Период документа не назван: ничего не записано")
    assert not (tmp_path / "out").exists()


def test_nobody_is_asked_when_the_answers_could_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    desk, file = CliSchool(tmp_path / "var"), str(document(tmp_path))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "roadmap.yaml").write_text("mine", encoding="utf-8")
    for words in (("--ask", "-o", str(tmp_path / "out")), ("--ask",), ("--apply", "-o", str(tmp_path / "new"))):
        said = ask(desk, monkeypatch, "\n" * 20, file, *words, "-p", "2021-2025")
        assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert (tmp_path / "out" / "roadmap.yaml").read_text(encoding="utf-8") == "mine"


def test_doubtful_rows_and_ended_milestones_of_an_edition_are_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = CliSchool(tmp_path / "var").copied(tmp_path)

    def change(directions: Directions) -> None:
        del directions[1]["activities"][5]
        directions[0]["activities"].append(activity("Новое дело без срока", "по мере необходимости"))

    lines = "2.9\n2.8\nКуратор\n01.03.2021\nмай 2022\n"
    said = ask(desk, monkeypatch, lines, str(edition(tmp_path, change)), "--apply", "--ask", "--json")
    assert said.code == 0
    assert "Ответьте кодом (2.6, 2.8) или словом «новое»" in said.err
    found = json.loads(said.out)["amendment"]
    assert [(each["kind"], each["code"]) for each in found["changes"] if each["kind"] in ("added", "retired")] == [
        ("added", "1.9"),
        ("retired", "2.6"),
    ]
    written = yaml.safe_load((desk.school / "roadmap.yaml").read_text(encoding="utf-8"))
    new = written["directions"][0]["activities"][-1]
    assert (new["settled"]["as"], new["settled"]["on"]) == ("май 2022", date(2021, 3, 1))


def test_an_activity_that_one_row_was_said_to_be_is_offered_to_no_other_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = CliSchool(tmp_path / "var").copied(tmp_path)

    def gone(directions: Directions) -> None:
        del directions[0]["activities"][7]

    assert ask(desk, monkeypatch, "", str(edition(tmp_path, gone)), "--apply").code == 0

    def twice(directions: Directions) -> None:
        directions[0]["activities"].append(dict(directions[0]["activities"][7]))

    said = ask(
        desk, monkeypatch, "1.8\n1.8\nновое\n", str(edition(tmp_path, twice)), "--apply", "--ask", "--order",
        "№ 20 от 01.03.2021", "--json",
    )  # fmt: skip
    found = [(each["kind"], each["code"]) for each in json.loads(said.out)["amendment"]["changes"]]
    assert (said.code, found) == (0, [("restored", "1.8"), ("added", "1.9")])


def test_the_order_is_asked_for_where_the_edition_does_not_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    desk = CliSchool(tmp_path / "var").copied(tmp_path)

    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"

    file = str(edition(tmp_path, change, order=None))
    skipped = ask(desk, monkeypatch, "пропустить\n", file, "--apply", "--ask")
    assert (skipped.code, "--order" in skipped.err) == (1, True)
    said = ask(desk, monkeypatch, "вчера\n№ 5 от 1 марта 2021\n", file, "--apply", "--ask", "--json")
    assert ("«вчера» не понято" in said.err, json.loads(said.out)["amendment"]["order"]) == (
        True,
        {"number": "5", "date": "2021-03-01"},
    )


class Terminal:
    """A command in a pseudo-terminal, and what a person sees there."""

    def __init__(self, *words: str) -> None:
        self.seen = ""
        self.process, self.mine = pty.fork()
        if self.process == 0:
            os.chdir(HOUSE)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a script's background jobs inherit that it is ignored
            os.execv(sys.executable, [sys.executable, "-m", "flows.cli", "import", *words])

    def wait_for(self, text: str) -> None:
        """Read until the screen shows a text after what was seen before."""
        until = time.monotonic() + 60
        while text not in self.seen:
            ready, _, _ = select.select([self.mine], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"{text!r} never came: {self.seen!r}"
            piece = self._read()
            assert piece, f"{text!r} never came: {self.seen!r}"
            self.seen += piece.decode(errors="replace")
        self.seen = self.seen[self.seen.index(text) + len(text) :]

    def _read(self) -> bytes:
        try:
            return os.read(self.mine, 4096)
        except OSError:  # the other end is closed
            return b""

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.mine, text.encode())

    def end(self) -> int:
        """Wait until the command has ended; gives its code."""
        while self._read():
            pass
        _, status = os.waitpid(self.process, 0)
        os.close(self.mine)
        return os.waitstatus_to_exitcode(status)


def test_a_person_in_a_terminal_answers_takes_back_and_ends_with_ctrl_d(tmp_path: Path):
    out = tmp_path / "out"
    screen = Terminal(str(document(tmp_path)), "--ask", "-o", str(out), "-p", "2021-2025", "--now", TODAY)
    screen.wait_for("Вопрос 1 из 12")
    screen.wait_for("[Куратор] ")
    screen.type("\n")
    screen.wait_for("[01.03.2021] ")
    screen.type("\n")
    screen.wait_for("[Август ежегодно] ")
    screen.type("сентябрь 2021\n")
    screen.wait_for("Вопрос 4 из 12")
    screen.type("назад\n")
    screen.wait_for("Вопрос 3 из 12")
    screen.wait_for("[Август ежегодно] ")
    screen.type("\n")
    screen.wait_for("Вопрос 4 из 12")
    screen.type("\x04")
    screen.wait_for("Ввод кончился")
    screen.wait_for("Записано в")
    assert screen.end() == 0
    written = yaml.safe_load((out / "roadmap.yaml").read_text(encoding="utf-8"))
    assert written["directions"][0]["activities"][1]["settled"]["as"] == "Август ежегодно"


@pytest.mark.parametrize("how", ["key", "signal"])
def test_ctrl_c_in_a_terminal_writes_nothing_and_says_so(tmp_path: Path, how: str):
    out = tmp_path / "out"
    screen = Terminal(str(document(tmp_path)), "--ask", "-o", str(out), "-p", "2021-2025", "--now", TODAY)
    screen.wait_for("[Куратор] ")
    screen.type("\n")
    screen.wait_for("[01.03.2021] ")
    if how == "key":
        screen.type("\x03")
    else:
        os.kill(screen.process, signal.SIGINT)
    screen.wait_for("Остановлено, ничего не записано")
    assert screen.end() == 1
    assert not out.exists()
