"""The letters' command on the sample school: shown, as pages, queued once."""

import json
import re
import shutil
from dataclasses import replace
from email import message_from_bytes
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.cli import main
from flows.mail import queue_letters
from flows.office import open_school
from tasks.mail import TEMPLATES
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import ACT, PLAN


def told(capsys: pytest.CaptureFixture[str], *given: str) -> dict:
    """What a command says with --json."""
    assert main([*given, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def var(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, ...]:
    """Options for a fresh board of the sample, on the first working day of a week with overdue rows."""
    given = ("--var", str(tmp_path / "var"), "--now", "2021-04-05T08:00")
    assert main(["init", *given]) == 0
    capsys.readouterr()
    return given


def test_letters_are_queued_once_whichever_command_runs(var, capsys):
    """Weekly first, then daily: who reads the summary has it already, the others get their letters; then nothing."""
    first = told(capsys, "letters", "weekly", *var)
    readers = ["director", "curator", "member_1", "member_2", "member_3", "member_4"]
    assert [(each["person"], each["kind"]) for each in first["letters"]] == [(who, "weekly") for who in readers]
    assert (first["queued"], told(capsys, "letters", "daily", *var)["queued"]) == (6, 1)
    assert told(capsys, "letters", "daily", *var)["queued"] == 0


def test_a_preview_writes_pages_and_queues_nothing(var, capsys, tmp_path: Path):
    """The pages can be opened in a browser; the queue stays empty."""
    pages = told(capsys, "letters", "daily", "--preview", str(tmp_path / "pages"), *var)["files"]
    assert [Path(page).name for page in pages][1] == "2021-04-05-weekly-curator.html"
    assert all(Path(page).read_text(encoding="utf-8").startswith("<!DOCTYPE html>") for page in pages)
    assert told(capsys, "letters", "daily", *var)["queued"] == 7


def test_a_preview_of_a_month_shows_its_curve(tmp_path: Path):
    """The picture lies beside the page."""
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    school.facts("sync", now="2021-03-02T09:00")
    pages = school.facts("letters", "monthly", "--preview", str(tmp_path / "pages"), now="2021-04-01T08:00")["files"]
    shown = [re.findall(r'<img [^>]*src="([^"]+)"', Path(page).read_text(encoding="utf-8")) for page in pages]
    assert [len(pictures) for pictures in shown] == [2] * 6, "one for light screens, one for dark"
    assert all((tmp_path / "pages" / picture).read_bytes().startswith(b"\x89PNG") for pair in shown for picture in pair)


def test_the_summary_carries_the_workbook_and_the_deadlines(var, capsys, tmp_path: Path):
    """The file that is sent holds both, and its text says so."""
    told(capsys, "letters", "weekly", *var)
    assert main(["deliver", *var]) == 0
    (sent,) = (tmp_path / "var" / "outbox").glob("*-curator*.eml")
    message = message_from_bytes(sent.read_bytes())
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert names == ["Дорожная карта 2021-04-05.xlsx", "Сроки, Куратор.ics"]
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    words = text.get_payload(decode=True).decode()
    assert "К письму приложено: «Дорожная карта 2021-04-05.xlsx» и «Сроки, Куратор.ics»." in words


def test_the_workbook_of_a_letter_is_a_locked_copy(var, capsys, tmp_path: Path):
    """Nothing can be typed into it, and every tab says that it is not the board."""
    told(capsys, "letters", "weekly", *var)
    assert main(["deliver", *var]) == 0
    (sent,) = (tmp_path / "var" / "outbox").glob("*-curator*.eml")
    parts = message_from_bytes(sent.read_bytes()).walk()
    copy = next(part for part in parts if (part.get_filename() or "").endswith(".xlsx"))
    book = load_workbook(BytesIO(copy.get_payload(decode=True)))
    stamp = "Копия на 5 апреля 2021 г.: отметки и голоса в ней не учитываются"
    assert {(sheet["A2"].value, sheet.protection.sheet) for sheet in book.worksheets} == {(stamp, True)}
    assert not [sheet.title for sheet in book.worksheets if sheet.data_validations.dataValidation]


def test_of_a_workbook_that_cannot_be_read_no_copy_goes_and_the_letters_do(var, capsys, tmp_path: Path):
    """Somebody's program is in the middle of writing it, or the disk does not give it."""
    board = tmp_path / "var" / "board.xlsx"
    board.write_bytes(board.read_bytes()[:9000])
    told(capsys, "letters", "weekly", *var)
    assert main(["deliver", *var]) == 0
    (sent,) = (tmp_path / "var" / "outbox").glob("*-curator*.eml")
    names = [part.get_filename() for part in message_from_bytes(sent.read_bytes()).walk() if part.get_filename()]
    assert names == ["Сроки, Куратор.ics"]


def test_the_way_to_the_board_stands_at_the_head_of_every_letter(tmp_path: Path):
    """A link is one that can be clicked; a path stands as it is."""
    for address in (r"\\\\server\\roadmap.xlsx", "https://disk.example/roadmap"):
        school = CliSchool(tmp_path / f"{len(address)}" / "var")
        school.run("init", now="2021-04-05T07:00")
        with open_school(school.school, school.var, "2021-04-05T08:00") as office:
            board = office.school.settings.board.model_copy(update={"address": address})
            settings = office.school.settings.model_copy(update={"board": board})
            done = queue_letters(replace(office, school=replace(office.school, settings=settings)))
        assert done.letters
        for _, rendered in done.letters:
            assert f"Таблица: {address}" in rendered.text
            assert (f'href="{address}"' in rendered.html) == address.startswith("https")


def test_an_edition_can_be_written_anew_and_nothing_is_said_without_a_reason(var, capsys, tmp_path: Path):
    """The second one takes the place of the next day's letter; asked without `--again` the command says why not."""
    assert told(capsys, "letters", "weekly", *var)["reason"] is None
    later = ("--var", var[1], "--now", "2021-04-06T08:00")
    went = "Сводка за неделю уже написана 5 апреля 2021 г. Написать заново: vekha letters weekly --again"
    again = told(capsys, "letters", "weekly", *later)
    assert (again["queued"], again["reason"]) == (0, went)
    same_day = told(capsys, "letters", "weekly", "--again", *var)
    assert {each["day"] for each in same_day["letters"]} == {"2021-04-06"}
    assert same_day["queued"] == 6
    weekend = ("--var", var[1], "--now", "2021-04-10T08:00")
    assert told(capsys, "letters", "daily", *weekend)["reason"] == "10 апреля 2021 г. – нерабочий день, писем нет"
    assert main(["letters", "daily", "--again", *var]) == 1
    assert "укажите weekly, monthly или yearly" in capsys.readouterr().err


HOSTILE = (
    "{{ school.settings }} {% raw %} <script>alert(1)</script> <b onclick=x> javascript:alert(2) /etc/hostname "
    "../../board.xlsx 🎉 \u202egpj.exe\u202c\u200b " + "б" * 600
)


def parts_of(file: Path) -> tuple[str, str, list[str]]:
    """A letter's text, its HTML, and the names of its files."""
    message = message_from_bytes(file.read_bytes())
    found = {part.get_content_type(): part for part in message.walk() if not part.get_filename()}
    text, page = (found[kind].get_payload(decode=True).decode() for kind in ("text/plain", "text/html"))
    return text, page, [part.get_filename() for part in message.walk() if part.get_filename()]


def test_what_people_type_into_cells_stays_text_all_the_way_to_the_letter(tmp_path: Path):
    """Braces, tags, scripts, paths, signs that turn the reading direction, and 600 letters without a blank."""
    school = begun(tmp_path / "var")
    result = f"{ACT.format(1)} {HOSTILE}"
    school.fill(PLAN, "1.3/2021", {"Отметка": "Готово", "Результат": result, "Комментарий": HOSTILE})
    assert school.facts("sync", now="2021-03-02T07:00")["events"]
    school.facts("letters", "daily", now="2021-03-02T08:00")
    school.facts("deliver", now="2021-03-02T08:01")
    text, page, files = parts_of(school.var / "outbox" / "2021-03-02-daily-curator.eml")
    assert files == []
    assert "{{ school.settings }} {% raw %} <script>alert(1)</script>" in text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert {address.partition(":")[0] for address in re.findall(r'href="([^"]*)', page)} == {"https"}
    assert not set("\u202e\u202c\u200b") & {*text, *page}
    assert max(map(len, text.splitlines())) < 1000


@pytest.mark.parametrize(("kind", "told"), [("weekly", "layout"), ("daily", "bare")])
def test_a_broken_template_stops_its_kind_and_is_told_to_the_administrator(tmp_path: Path, kind: str, told: str):
    """The administrator reads of it in the letter of the day, without any template where it is that one."""
    school = CliSchool(tmp_path / "var")
    assert school.run("init", now="2021-04-05T07:00").code == 0
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    (tmp_path / "templates" / kind / "body.html").write_text("{{ nobody.knows }}", encoding="utf-8")
    with open_school(school.school, school.var, "2021-04-05T08:00") as office:
        done = queue_letters(office, "daily", templates=tmp_path / "templates")
    kinds = {letter.person: (letter.kind, rendered) for letter, rendered in done.letters}
    assert [problem.where for problem in done.problems] == [f"templates/{kind}"]
    assert {of for of, _ in kinds.values()} == ({"daily"} if kind == "weekly" else {"daily", "weekly"})
    assert [who for who, (of, _) in kinds.items() if of == "daily"] == ["site_keeper"]
    letter = kinds["site_keeper"][1]
    sentence = f"Письма «{kind}» не отправлены, ошибка в шаблоне templates/{kind}: 'nobody' is undefined"
    assert sentence in letter.text
    assert ("class=" in letter.html) == (told == "layout")
    assert letter.subject.startswith("СОШ 150: требуется администратор: 1")
