"""The queue in a person's hands: listed in words, tried again, dropped, an address taken for alive; never silently."""

import shutil
from pathlib import Path

import pytest

from tests.support.cli_school import CliSchool
from tests.support.mail_servers import FILES, ScriptedServer, transport

MONDAY, LATER, TUESDAY = "2021-04-05T08:00", "2021-04-05T08:02", "2021-04-06T08:00"
SITE = "site@school150.example"


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The var folder of a school on a morning when four letters wait."""
    folder = tmp_path_factory.mktemp("morning")
    school = CliSchool(folder / "var").copied(folder)
    only_the_curator_reads_summaries(school)
    for words in (["init"], ["letters", "weekly"], ["letters", "daily"]):
        assert school.run(*words, now=MONDAY).code == 0
    return school.var


@pytest.fixture
def school(morning: Path, tmp_path: Path) -> CliSchool:
    """A copy of the sample school on that morning."""
    shutil.copytree(morning, tmp_path / "var")
    school = CliSchool(tmp_path / "var").copied(tmp_path)
    only_the_curator_reads_summaries(school)
    return school


def only_the_curator_reads_summaries(school: CliSchool) -> None:
    school.change("school.yaml", "weekly_summary: [curator, working_group, director]", "weekly_summary: [curator]")


def send_to(school: CliSchool, port: int) -> None:
    """Let the letters of a school go to a server of ours."""
    school.change("school.yaml", FILES, transport(port))


def deliver(school: CliSchool, script: dict[str, bytes | tuple[bytes, ...]], now: str = MONDAY) -> list[bytes]:
    """Deliver to a server that follows a script; what it took."""
    before = (school.school / "school.yaml").read_text(encoding="utf-8")
    with ScriptedServer(script) as server:
        send_to(school, server.port)
        assert school.run("deliver", now=now).code == 0
    (school.school / "school.yaml").write_text(before, encoding="utf-8")
    return server.letters


def states(school: CliSchool, now: str = MONDAY) -> dict[str, str]:
    return {each["person"]: each["state"] for each in school.facts("outbox", now=now)["letters"]}


def test_the_queue_is_listed_with_the_last_answer_and_the_next_try(school: CliSchool):
    deliver(school, {"RCPT": (b"450 4.2.0 Greylisted",)})
    facts = school.facts("outbox", now=LATER)
    assert (facts["fault"], facts["stopped_until"], facts["dead"], facts["done"]) == (None, None, [], [])
    first = facts["letters"][0]
    assert first.pop("subject").startswith("СОШ 150: сводка за неделю")
    next_try = first.pop("next")
    assert next_try.startswith("2021-04-05T08:01:")
    assert next_try.endswith("+05:00")
    assert first == {
        "id": 1, "kind": "weekly", "person": "curator", "to": "curator@school150.example", "day": "2021-04-05",
        "state": "queued", "attempts": 1, "sent": None, "error": "Сервер не принял адрес: 450 4.2.0 Greylisted",
    }  # fmt: skip
    lines = school.run("outbox", now=LATER).out.splitlines()
    assert lines[0] == (
        "№ 1 · 5 апреля 2021 г. · сводка недели · Куратор <curator@school150.example> · "
        "ждёт отправки, следующая попытка 05.04 в 08:01 · попыток 1 · Сервер не принял адрес: 450 4.2.0 Greylisted"
    )
    assert (len(lines), lines[-1]) == (5, "Ждут отправки: 4")


def test_letters_of_one_state_are_listed_alone(school: CliSchool):
    school.run("outbox", "--drop", "3", now=MONDAY)
    school.run("deliver", now=MONDAY)
    listed = {
        state: [each["id"] for each in school.facts("outbox", "--state", state, now=MONDAY)["letters"]]
        for state in ("queued", "sent", "dropped")
    }
    assert listed == {"queued": [], "sent": [1, 2, 4], "dropped": [3]}
    both = school.facts("outbox", "--state", "sent", "--state", "dropped", now=MONDAY)
    assert [each["id"] for each in both["letters"]] == [1, 2, 3, 4]


def test_what_did_not_arrive_is_listed_for_a_week(school: CliSchool):
    school.run("outbox", "--drop", "3", now=MONDAY)
    school.run("deliver", now=MONDAY)
    assert states(school, "2021-04-11T08:00") == {"member_1": "dropped"}
    assert school.run("outbox", now="2021-04-12T08:00").out == "Очередь пуста, за 7 дней доставлены все письма\n"


def test_a_dropped_letter_is_recorded_not_sent_and_not_written_again_that_day(school: CliSchool):
    said = school.run("outbox", "--drop", "2", now=LATER)
    assert said.out.splitlines()[0] == (
        "Письмо № 2 снято с отправки; другого за 5 апреля 2021 г. этому человеку не будет."
    )
    assert school.facts("letters", "daily", now=LATER)["queued"] == 0
    assert school.facts("deliver", now=LATER)["sent"] == 3
    assert len(list((school.var / "outbox").glob("*.eml"))) == 3
    (dropped,) = school.facts("outbox", now=LATER)["letters"]
    kept = (dropped["id"], dropped["person"], dropped["state"], dropped["error"], dropped["next"])
    assert kept == (2, "director", "dropped", "Снято 05.04.2021 в 08:02 командой vekha outbox --drop", None)
    assert school.facts("letters", "daily", now=TUESDAY)["queued"] > 0


def test_a_letter_is_tried_again_at_once_when_a_person_asks(school: CliSchool):
    later = {"RCPT": b"450 4.2.0 Greylisted"}
    assert (deliver(school, later), deliver(school, later), len(states(school))) == ([], [], 4)
    school.run("outbox", "--retry", "3", now=MONDAY)
    assert len(deliver(school, {})) == 1
    assert school.facts("outbox", "--retry", "all", now=MONDAY)["done"] == ["Снова в очереди: 3 письма"]
    assert len(deliver(school, {})) == 3
    assert school.facts("outbox", "--retry", "all", now=MONDAY)["done"] == ["Повторять нечего"]


@pytest.mark.parametrize("words", [["--retry", "99"], ["--drop", "99"]])
def test_a_letter_that_nobody_knows_is_asked_for_in_words(school: CliSchool, words: list[str]):
    said = school.run("outbox", *words, now=MONDAY)
    assert (said.code, said.out, said.err) == (
        1, "", "Письма № 99 в очереди нет: посмотрите номера командой vekha outbox.\n"
    )  # fmt: skip


def bounce(school: CliSchool) -> None:
    """The server knows nobody under the address of whoever keeps the site; the other letters go."""
    for number in (1, 2, 3):
        school.run("outbox", "--drop", str(number), now=MONDAY)
    assert deliver(school, {"RCPT": b"550 5.1.1 <site@school150.example>: No such user"}) == []


def test_an_address_that_takes_nothing_gets_no_more_letters_and_the_curator_is_told_without_it(school: CliSchool):
    bounce(school)
    (dead,) = school.facts("outbox", now=MONDAY)["dead"]
    assert dead == {
        "address": SITE, "since": "2021-04-05",
        "error": f"Сервер не принял адрес: 550 5.1.1 <{SITE}>: No such user",
    }  # fmt: skip
    found = "Письма на адрес «Ответственный за сайт» не доставляются с 5 апреля 2021 г."
    problems = school.facts("sync", now=TUESDAY)["problems"]
    told = [each for each in problems if each["found"] == found]
    assert ([each["where"] for each in told], SITE in str(problems)) == (["Ответственный за сайт"], False)
    facts = school.facts("letters", "daily", now=TUESDAY)
    assert "site_keeper" not in {each["person"] for each in facts["letters"]}
    assert found in [each["found"] for each in facts["problems"]]
    curators = next(each["text"] for each in facts["letters"] if each["person"] == "curator")
    assert (found in " ".join(curators.split()), SITE in curators) == (True, False)
    said = school.run("check", now=TUESDAY).out
    assert f"! {SITE}: Письма на этот адрес не доставляются: Сервер не принял адрес: 550 5.1.1" in said


def test_the_curator_is_told_of_a_dead_address_before_the_next_pass_too(school: CliSchool):
    bounce(school)
    facts = school.facts("letters", "daily", now=TUESDAY)
    curators = next(each["text"] for each in facts["letters"] if each["person"] == "curator")
    assert "Письма на адрес «Ответственный за сайт» не доставляются" in " ".join(curators.split())


def test_another_address_in_the_people_file_is_written_to(school: CliSchool):
    bounce(school)
    school.change("people.yaml", SITE, "webmaster@school150.example")
    facts = school.facts("letters", "daily", now=TUESDAY)
    addresses = {each["to"] for each in facts["letters"]}
    assert ("webmaster@school150.example" in addresses, facts["problems"]) == (True, [])
    assert (school.facts("outbox", now=TUESDAY)["dead"], SITE in school.run("check", now=TUESDAY).out) == ([], False)


@pytest.mark.parametrize("typed", [SITE, " site@SCHOOL150.example", "all"])
def test_an_address_that_was_mended_elsewhere_is_revived(school: CliSchool, typed: str):
    """The letter of the day goes at once, and the next day's letters are written again."""
    bounce(school)
    facts = school.facts("outbox", "--revive", typed, now=LATER)
    assert (facts["done"], facts["dead"]) == ([f"Адрес {SITE} снова в работе. Снова в очереди: 1 письмо"], [])
    assert len(deliver(school, {}, LATER)) == 1
    assert school.facts("letters", "daily", now=TUESDAY)["problems"] == []


def told_of(school: CliSchool, found: str, now: str = TUESDAY) -> tuple[bool, bool]:
    """Do the problems of a pass say so, and the letter of the administrator?"""
    problems = [each["found"] for each in school.facts("sync", now=now)["problems"]]
    letters = {each["person"]: " ".join(each["text"].split()) for each in dry_run(school, now)}
    return found in problems, found in letters.get("site_keeper", "")  # who is the sample's administrator


def dry_run(school: CliSchool, now: str) -> list[dict[str, str]]:
    return school.facts("letters", "daily", "--dry-run", now=now)["letters"]


@pytest.mark.parametrize("fault", ["refused", "expired"])
def test_a_letter_that_was_refused_or_came_too_late_is_told_until_the_next_one_arrives(school: CliSchool, fault: str):
    for number in (1, 2, 3):
        school.run("outbox", "--drop", str(number), now=MONDAY)
    deliver(school, {"letter": b"554 5.7.1 Spam" if fault == "refused" else b"451 4.3.0 Later"})
    lost = "Не дошло письмо за 5 апреля 2021 г.: Ответственный за сайт"
    deliver(school, {}, "2021-04-06T07:30")  # Monday's letter is not sent on Tuesday
    assert states(school, TUESDAY)["site_keeper"] == fault
    assert told_of(school, lost) == (True, True)
    assert f"! {SITE}: Письмо за 5 апреля 2021 г. не дошло" in school.run("check", now=TUESDAY).out
    assert school.facts("letters", "daily", now=TUESDAY)["queued"] > 0
    assert len(deliver(school, {}, TUESDAY)) > 0
    assert told_of(school, lost, "2021-04-07T08:00") == (False, False)


def test_wrong_settings_are_told_with_the_queue(school: CliSchool):
    with ScriptedServer({"MAIL": b"530 5.7.0 Log in first"}) as server:
        send_to(school, server.port)
        said = [school.run("deliver", now=MONDAY).code, school.run("outbox", now=LATER)]
    assert said[0] == 1
    assert said[1].out.splitlines()[-2:] == [
        "Отправка писем приостановлена. Сервер не принял отправителя: 530 5.7.0 Log in first. "
        "Проверьте имя входа и пароль. "
        "Сама Веха попробует снова 05.04 в 08:15; сразу – vekha deliver, проверить – vekha mail test АДРЕС",
        "Ждут отправки: 4",
    ]
    facts = school.facts("outbox", now=LATER)
    assert (facts["stopped_until"][:16], [each["attempts"] for each in facts["letters"]]) == (
        "2021-04-05T08:15", [0, 0, 0, 0],
    )  # fmt: skip
