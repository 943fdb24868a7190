"""Faults between configuration files: each is said with its file and line, in one sentence with what to do."""

import json
from datetime import date
from pathlib import Path

import pytest

from tasks.config import ConfigurationError, load_school
from tests.support.cli_school import CliSchool
from tests.support.sample import moment

ABSENT = "absences: []"
MEMBER = "      - person: member_4\n"
FAULTS = {
    "a quorum above the voters": (
        "workflow.yaml", "quorum: majority", "quorum: 5", "кворум 5 больше числа голосующих (4)",
    ),
    "more returns than voters": ("workflow.yaml", "returns: 1", "returns: 6", "для возврата нужно 6, а голосующих 4"),
    "an escalation to a post nobody holds": (
        "workflow.yaml", "to: [director, chair]}", "to: [director, Завхоз]}", "должность «Завхоз» нет в people.yaml",
    ),
    "present voters of a quorum of members": (
        "workflow.yaml", "    of: members\n", "    of: members\n    present_at_least: 3\n", "только при «of: present»",
    ),
    "more present voters than there are": (
        "workflow.yaml", "    of: members\n", "    of: present\n    present_at_least: 5\n", "участвовать должны 5",
    ),
    "one who decides for several": (
        "workflow.yaml", "    of: members\n", "    of: present\n    present_at_least: 1\n", "решал бы один человек",
    ),
    "a quorum that never asks who is present": (
        "workflow.yaml", "quorum: any\n    decide_within", "quorum: any\n    of: present\n    decide_within",
        "ничего не меняет при таком кворуме",
    ),
    "a tie of one voter": (
        "workflow.yaml", "quorum: any\n    decide_within", "quorum: any\n    tie: return\n    decide_within",
        "голоса не разделятся",
    ),
    "an escalation that names a post twice": (
        "workflow.yaml", "to: [director, chair]}", "to: [director, director]}", "одна должность названа дважды",
    ),
    "a shadowed rule": ("workflow.yaml", "    forms: [information]\n", "", "правило никогда не сработает"),
    "a stage nobody asks for": ("workflow.yaml", "stages: [working_group, director]", "stages: [working_group]", None),
    "a stage that is not there": ("workflow.yaml", "stages: [curator]", "stages: [curators]", "этапа «curators» нет"),
    "a form that is not there": ("workflow.yaml", "[order, local_act]", "[order, akt]", "формы «akt» нет"),
    "parts of a post that nobody shares": (
        "people.yaml", "    holders:\n      - person: director\n",
        "    parts: each\n    holders:\n      - person: director\n", "вклады собирает только общая должность",
    ),
    "an absence that overlaps itself": (
        "people.yaml", ABSENT,
        "absences:\n  - {person: member_2, since: 2021-03-01, until: 2021-03-10}\n"
        "  - {person: member_2, since: 2021-03-10}\n",
        "два отсутствия «member_2» накладываются",
    ),
    "an absence that runs backwards": (
        "people.yaml", ABSENT, "absences:\n  - {person: member_2, since: 2021-03-10, until: 2021-03-01}\n", "раньше",
    ),
    "substitutes in a circle": (
        "people.yaml", ABSENT,
        "absences:\n  - {person: member_2, substitute: member_3}\n  - {person: member_3, substitute: member_2}\n",
        "замещают друг друга по кругу: member_3 → member_2 → member_3",
    ),
    "one person under two labels": (
        "people.yaml", "member4@school150.example", "member3@school150.example", "один человек голосовал бы дважды",
    ),
    "two labels that look alike": (
        "people.yaml", "label: Член рабочей группы 4", "label: Члeн рaбочей группы 3", "уже стоит у",
    ),
    "one label twice": ("people.yaml", "label: Член рабочей группы 4", "label: Член рабочей группы 3", "уже стоит у"),
    "letters on days when nobody works": (
        "people.yaml", "address: librarian@school150.example",
        "address: librarian@school150.example\n    letters: {days: [вс]}", "не получит ни одного письма",
    ),
    "a weekday that is none": (
        "people.yaml", "address: librarian@school150.example",
        "address: librarian@school150.example\n    letters: {days: [среда]}", "ожидается 'пн', 'вт'",
    ),
    "an unknown wish": (
        "people.yaml", "address: librarian@school150.example",
        "address: librarian@school150.example\n    letters: {pause_until: 2021-03-01}", "может быть, «paused_until»?",
    ),
    "quiet hours without an end": (
        "school.yaml", "calendar:\n", "letters: {quiet_hours: 21:00}\ncalendar:\n", "тихие часы пишутся так",
    ),
    "a vacation without an end": (
        "school.yaml", "calendar:\n", "letters:\n  vacations: [{since: 2021-07-01}]\ncalendar:\n",
        "нет ключа «letters.vacations.1.until»",
    ),
    "a day that no calendar has": (
        "roadmap.yaml", "date: 2021-02-18", "date: 2021-13-45", "дата вида 2021-02-18, а стоит '2021-13-45'",
    ),
    "a clock time where a day belongs": ("school.yaml", "days_off: []", "days_off: [12:30]", "а стоит '12:30'"),
    "a reference of YAML": ("school.yaml", "short_name: СОШ 150", "short_name: &a [*a]", "напишите само значение"),
    "a constructor of YAML": ("school.yaml", "name: СОШ 150", "name: !!timestamp 12", "это не YAML"),
    "lists in lists": ("school.yaml", "days_off: []", f"days_off: {'[' * 2000}{']' * 2000}", "слишком глубоко вложено"),
    "a key written twice": ("school.yaml", "short_name: СОШ 150", "name: СОШ 150", "ключ «name» записан дважды"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> CliSchool:
    """The sample school's files, never changed here."""
    return CliSchool(tmp_path_factory.mktemp("sample"))


def refused(school: CliSchool) -> list[str]:
    """The faults for which a school's configuration is not loaded."""
    with pytest.raises(ConfigurationError) as found:
        load_school(school.school, moment(date(2021, 3, 1)))
    return str(found.value).splitlines()


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if FAULTS[fault][3]])
def test_a_fault_is_said_with_file_line_and_what_to_do(sample: CliSchool, tmp_path: Path, fault: str):
    file, old, new, sentence = FAULTS[fault]
    mine = sample.copied(tmp_path)
    mine.change(file, old, new)
    line = next(each for each in refused(mine) if str(sentence) in each)
    number = int(line.split(f"{file}:")[1].split(":")[0])
    shown = next(each for each in (mine.school / file, mine.school.parent / file) if each.exists())
    assert 1 < number <= len(shown.read_text(encoding="utf-8").splitlines())


def test_all_faults_are_said_at_once(sample: CliSchool, tmp_path: Path):
    mine = sample.copied(tmp_path)
    for fault in ("a quorum above the voters", "one person under two labels", "an escalation to a post nobody holds"):
        mine.change(*FAULTS[fault][:3])
    assert len(refused(mine)) == 3
    told = mine.run("check", now="2021-03-01T09:00")
    assert (told.code, told.out, told.err.splitlines()) == (1, "", refused(mine))


def test_the_sample_school_has_warnings_and_no_fault(sample: CliSchool):
    assert sample.run("init", now="2021-03-01T09:00").code == 0
    findings = sample.facts("check", now="2021-03-01T09:00")["findings"]
    assert {each["level"] for each in findings} == {"fine", "warning"}
    assert [each["where"] for each in findings if "слово в слово" in each["found"]] == ["2.8"]
    assert not [each for each in findings if "кворум" in each["found"]]


def test_check_names_voters_whose_wishes_keep_votes_from_them(sample: CliSchool, tmp_path: Path):
    """One pauses beyond the end of the roadmap, another reads once a week and has three days to decide."""
    mine = sample.copied(tmp_path)
    pause, weekly = "{paused_until: 2026-01-10}", "{every: week}"
    for address, wish in (("member2@", pause), ("librarian@", pause), ("curator@", weekly)):
        line = f"address: {address}school150.example"
        mine.change("people.yaml", line, f"{line}\n    letters: {wish}")
    mine.change("school.yaml", "calendar:\n", "letters: {quiet_hours: 07:00-21:30}\ncalendar:\n")
    said = mine.run("check", "--json", now="2021-03-01T09:00")
    findings = json.loads(said.out)["findings"]
    begins = ("Письма ", "Тихие часы длятся 14 часов")
    told = [(each["level"], each["where"]) for each in findings if each["found"].startswith(begins)]
    assert (said.code, told) == (
        1, [("warning", "school.yaml"), ("warning", "Куратор"),
            ("error", "Член рабочей группы 2"), ("warning", "Педагог-библиотекарь")],
    )  # fmt: skip


def test_check_names_every_milestone_that_would_jam_the_years_of_an_activity_together(
    sample: CliSchool, tmp_path: Path
):
    """With three of four members away and nobody in their place, the group cannot reach its majority."""
    mine = sample.copied(tmp_path)
    away = "".join(f"  - {{person: member_{n}}}\n" for n in (2, 3, 4))
    mine.change("people.yaml", ABSENT, f"absences:\n{away}")
    findings = mine.run("check", "--json", now="2021-03-01T09:00")
    assert findings.code == 1
    jams = [each["where"] for each in json.loads(findings.out)["findings"] if "кворум не собрать" in each["found"]]
    assert "1.3/2021, 1.3/2022, 1.3/2023, 1.3/2024, 1.3/2025" in jams
