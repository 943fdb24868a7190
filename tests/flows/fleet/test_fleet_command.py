"""vekha fleet add and check: a school comes into the list, and what stands in its way is said in a line."""

import json
from pathlib import Path

import pytest

from models.fleet import FleetSettings, check_texts, report_texts
from models.school import texts as school_texts
from tasks.config import load, read_fleet
from tests.support.cli_school import Said, said
from tests.support.fleet import DATABASE, add_school, write_fleet
from tests.support.sample import HOUSE


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place where commands are typed, with the database of a fleet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path / 'fleet.db'}")
    for name in ("VEKHA_FLEET", "VEKHA_VAR", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def listed(here: Path) -> list[tuple[str, str]]:
    return [(each.folder, each.var) for each in load(here / "config" / "fleet.yaml", FleetSettings).schools]


def test_the_file_to_begin_with_loads_and_shows_the_usual_columns():
    settings = load(HOUSE / "config" / "new-fleet.yaml", FleetSettings)
    usual = FleetSettings.model_fields["columns"].default
    assert settings.columns == {figure: report_texts.LABELS[figure] for figure in usual}
    assert settings.schools == ()


def test_without_a_fleet_every_command_says_how_one_begins(here: Path):
    for words in (("status",), ("check",), ("letter",), ("report", "-o", "r.docx")):
        answer = said("fleet", *words)
        assert (answer.code, "vekha fleet add" in answer.err) == (1, True)


def test_the_first_school_begins_the_file_and_the_second_leaves_its_layout(here: Path):
    add_school(here / "config", "a", time_zone="Asia/Omsk")
    add_school(here / "config", "b")
    first = said("fleet", "add", "config/a")
    assert (first.code, "Начат файл" in first.out, "keep-shards" in first.out) == (0, True, True)
    file = here / "config" / "fleet.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "  # ours since 2021\n", encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    assert "time_zone: Asia/Omsk" in before
    assert said("fleet", "add", "config/b", "--var", "elsewhere/b").code == 0
    assert listed(here) == [("a", "../var/a"), ("b", "../elsewhere/b")]
    after = file.read_text(encoding="utf-8")
    assert set(before.splitlines()) <= set(after.splitlines())
    assert said("fleet", "add", "config/b").code == 0
    assert file.read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text.replace("id: b", "id: a"), "id «a» уже носит"),
        (lambda text: text.replace("file: board.xlsx", "file: ../a/board.xlsx"), "board.xlsx уже занята"),
        (lambda text: "id: b\n", "нет ключа «name»"),
    ],
)
def test_a_school_that_uses_what_is_anothers_is_refused_and_the_file_stays(here: Path, spoil: object, words: str):
    add_school(here / "config", "a")
    file = add_school(here / "config", "b") / "school.yaml"
    said("fleet", "add", "config/a")
    before = (here / "config" / "fleet.yaml").read_bytes()
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    answer = said("fleet", "add", "config/b")
    assert (answer.code, words in answer.err) == (1, True)
    assert (here / "config" / "fleet.yaml").read_bytes() == before
    assert sorted(each.name for each in (here / "config").iterdir()) == ["a", "b", "fleet.yaml"]


def test_a_school_with_a_journal_of_its_own_is_told_how_it_is_moved(here: Path):
    add_school(here / "config", "a")
    (here / "var" / "a").mkdir(parents=True)
    (here / "var" / "a" / "vekha.db").write_bytes(b"")
    assert "vekha backup" in said("fleet", "add", "config/a").out


def findings(answer: Said) -> set[tuple[str, str, str]]:
    return {(each["level"], each["where"], each["found"]) for each in json.loads(answer.out)["findings"]}


def test_check_says_each_thing_in_a_line_whatever_else_is_wrong(here: Path):
    config = here / "config"
    for name in ("a", "b", "c", "d"):
        add_school(config, name)
    (config / "a" / "secrets.env").write_text("P=1\n")
    (config / "a" / "secrets.env").chmod(0o644)
    (config / "b" / "school.yaml").write_text("id: b\n", encoding="utf-8")
    (here / "var" / "c").mkdir(parents=True)
    (here / "var" / "c" / "vekha.db").write_bytes(b"")
    roadmap = config / "d" / "people.yaml"
    roadmap.write_text(roadmap.read_text(encoding="utf-8") + "absent: []\n", encoding="utf-8")
    write_fleet(config, "a", "b", "c", "d")
    answer = said("fleet", "check", "--json")
    found = findings(answer)
    assert answer.code == 1
    assert ("error", "a", school_texts.SECRETS_OPEN.format(file=config / "a" / "secrets.env")) in found
    assert ("error", "c", check_texts.JOURNAL_LEFT.found.format(var=here / "var" / "c")) in found
    assert any(level == "error" and where == "b" and "нет ключа" in said for level, where, said in found)
    assert any(level == "error" and where == "d" and "ключ «absent» неизвестен" in said for level, where, said in found)
    assert ("error", check_texts.SERVER, check_texts.NO_SERVER.found) in found
    assert all("\n" not in each for _, _, each in found)


def test_check_tells_a_database_that_is_away(here: Path, monkeypatch: pytest.MonkeyPatch):
    add_school(here / "config", "a")
    write_fleet(here / "config", "a")
    monkeypatch.delenv(DATABASE)
    found = findings(said("fleet", "check", "--json"))
    assert any(where == check_texts.DATABASE and DATABASE in text for _, where, text in found)
    assert read_fleet(here / "config" / "fleet.yaml").faults == ()
