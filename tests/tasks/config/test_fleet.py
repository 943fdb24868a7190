"""Which schools make a fleet, and what only one of them may use."""

from pathlib import Path

import pytest

from models.text import VekhaError
from tasks.config import database_of, load, read_fleet
from tasks.config.fleet import VARIABLE
from tests.support.fleet import DATABASE, HEAD, add_school, write_fleet


def begin(config: Path, *names: str) -> None:
    for name in names:
        (config / name).mkdir(parents=True)
        write_school(config, name, f"id: {name}")


def write_school(config: Path, name: str, head: str, board: str = "{}") -> None:
    text = f"{head}\nname: Школа\nshort_name: Школа\ntime_zone: Asia/Yekaterinburg\nboard: {board}\n"
    (config / name / "school.yaml").write_text(text + "mail: {sender: vekha@a.example}\n", encoding="utf-8")


def test_schools_stand_in_the_order_of_the_file_and_lie_where_it_says(tmp_path: Path):
    config = tmp_path / "config"
    begin(config, "b", "a")
    fleet = read_fleet(write_fleet(config, "b", "a"))
    assert [(each.id, each.folder, each.var) for each in fleet.schools] == [
        ("b", config / "b", tmp_path / "var" / "b"), ("a", config / "a", tmp_path / "var" / "a"),
    ]  # fmt: skip
    assert (fleet.faults, fleet.var) == ((), tmp_path / "var" / "fleet")


def test_a_broken_school_does_not_stop_the_others(tmp_path: Path):
    begin(tmp_path, "a", "b")
    (tmp_path / "a" / "school.yaml").write_text("id: a\n", encoding="utf-8")
    fleet = read_fleet(write_fleet(tmp_path, "a", "gone", "b"))
    assert [each.id for each in fleet.schools] == ["b"]
    assert [each.folder.name for each in fleet.faults] == ["a", "gone"]
    assert "нет ключа «name»" in fleet.faults[0].said
    assert "Файла" in fleet.faults[1].said


GOOGLE = "{kind: google, key_env: KEY, spreadsheet: abc}"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("id: a", "{}"), ("id: a", "{}"), "id «a» уже носит школа из"),
        (("id: a", "{}"), ("id: district", "{}"), "id «district» уже носит сам муниципалитет"),
        (("id: a", GOOGLE), ("id: b", GOOGLE), "таблица abc уже занята"),
        (("id: a", "{file: ../one.xlsx}"), ("id: b", "{file: ../one.xlsx}"), "one.xlsx уже занята"),
    ],
    ids=["id", "id of the fleet", "spreadsheet", "workbook"],
)
def test_what_one_school_uses_no_other_may(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], said: str
) -> None:
    begin(tmp_path, "a", "b")
    write_school(tmp_path, "a", *first)
    write_school(tmp_path, "b", *second)
    fleet = read_fleet(write_fleet(tmp_path, "a", "b"))
    assert [each.folder.name for each in fleet.schools] == ["a"]
    assert [(each.folder.name, said in each.said) for each in fleet.faults] == [("b", True)]


@pytest.mark.parametrize(
    ("place", "said"),
    [("{folder: a, var: ../var/b}", "записана дважды"), ("{folder: b, var: ../var/a}", "уже занята школой из")],
)
def test_one_folder_is_of_one_school(tmp_path: Path, place: str, said: str):
    begin(tmp_path, "a", "b")
    file = write_fleet(tmp_path, "a")
    file.write_text(file.read_text(encoding="utf-8") + f"  - {place}\n", encoding="utf-8")
    fleet = read_fleet(file)
    assert [each.id for each in fleet.schools] == ["a"]
    assert [said in each.said for each in fleet.faults] == [True]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f"database_env: {DATABASE}\n", "", "назовите общую базу данных"),
        ("Asia/Yekaterinburg", "Asia/Nowhere", "часовой пояс"),
        ("curator@district.example", "curator", "readers.1.address"),
        ("id: district", "id: our district", "«id»: ожидается буквы"),
        ("name: Упр", "columns: {plan: null}\nname: Упр", "'planned'"),
    ],
)
def test_what_is_wrong_with_the_fleets_own_file_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str):
    file = write_fleet(tmp_path, head=HEAD.replace(old, new))
    with pytest.raises(VekhaError) as refused:
        read_fleet(file)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{file}:")


def test_without_a_file_it_is_said_what_makes_one(tmp_path: Path):
    with pytest.raises(VekhaError, match="vekha fleet add"):
        read_fleet(tmp_path / "fleet.yaml")


def named(folder: Path) -> tuple[str | None, str | None]:
    """The variable of a school's database and what it holds."""
    from models.school import Settings

    source, environment = database_of(load(folder / "school.yaml", Settings), folder)
    return source.variable, environment.get(source.variable or "")


def test_a_school_of_the_fleet_uses_its_database_unless_it_names_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE, "sqlite:///fleet.db")
    listed, own, alone = (add_school(tmp_path, name) for name in ("a", "b", "c"))
    file = own / "school.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "database_env: OWN\n", encoding="utf-8")
    write_fleet(tmp_path, "a", "b")
    assert named(listed) == (DATABASE, "sqlite:///fleet.db")
    assert named(own) == ("OWN", None)
    assert named(alone) == (None, None)


def test_a_fleet_told_by_the_variable_lists_schools_that_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    school = add_school(tmp_path / "schools", "a")
    file = write_fleet(tmp_path, "schools/a")
    assert named(school) == (None, None)
    monkeypatch.setenv(VARIABLE, str(file))
    assert named(school) == (DATABASE, None)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone.yaml"))  # never the folder's own database instead
    with pytest.raises(VekhaError, match="gone"):
        named(school)
