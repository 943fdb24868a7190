"""Deadlines as calendar files: identity, revision, what leaves, and the command."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from flows.cli import main
from models.journal import JournalState, Moved, replay
from models.letters import Deadline, deadlines
from tasks.mail import calendar_attachment, calendar_bytes, publish
from tasks.mail.mime import attachment_part
from tests.support.cli_school import begun
from tests.support.letter_school import Event, at, done, school, standing_on, submitted


def of(person: str, day: str, facts: list[Event] = ()) -> tuple[Deadline, ...]:
    """A person's deadlines on a day after these facts."""
    where, today = school(), date.fromisoformat(day)
    return deadlines(where, standing_on(where, JournalState(replay(facts)), [], today), today).get(person, ())


def entries(content: bytes) -> list[tuple[str, date, str, int]]:
    """What a calendar program reads: identity, day, title, revision."""
    return [
        (str(each["uid"]), each.decoded("dtstart"), str(each["summary"]), int(each["sequence"]))
        for each in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_a_calendar_holds_what_a_person_answers_for():
    """Ivan answers for 1.2 alone: 1.4 has no date yet."""
    assert entries(calendar_bytes("Сроки", of("ivan", "2021-03-01"))) == [
        ("1.2/2021@school-150.vekha", date(2021, 4, 30), "1.2/2021 План работы педагога-психолога", 0)
    ]


def test_a_moved_deadline_keeps_its_identity_and_grows_its_revision():
    """A program that read the file before moves its entry instead of making a second one."""
    moved = Moved(milestone="1.2/2021", seen_at=at("2021-04-06"), why="Перенесено", number=1, due=date(2021, 5, 14))
    (before,) = of("ivan", "2021-03-01")
    (after,) = of("ivan", "2021-04-07", [*submitted("1.2/2021", "2021-04-01"), moved])
    assert before.uid == after.uid
    assert (before.day, after.day) == (date(2021, 4, 30), date(2021, 5, 14))
    assert after.revision > before.revision
    assert after.changed_at > before.changed_at


def test_a_ballot_is_a_deadline_of_its_voters_until_it_is_closed():
    """The group sees the day by which to decide, and no longer after the decision."""
    facts = submitted("1.2/2021", "2021-04-01", decide_by="2021-04-08")
    titles = [each.title for each in of("boris", "2021-04-02", facts)]
    assert titles == ["Проголосовать: 1.2/2021-1.1 План работы педагога-психолога"]
    assert of("boris", "2021-04-09", [*facts, done("1.2/2021", "2021-04-08")]) == ()


def test_a_finished_milestone_tells_the_calendar_that_it_ended():
    """The entry stays two months more, marked as ended, and then leaves the file."""
    facts = [*submitted("1.2/2021", "2021-04-01"), done("1.2/2021", "2021-04-08")]
    (ended,) = of("ivan", "2021-04-09", facts)
    assert (ended.title, ended.finished) == ("Исполнено: 1.2/2021 План работы педагога-психолога", True)
    assert b"STATUS:CANCELLED" in calendar_bytes("Сроки", [ended])
    assert of("ivan", "2021-07-09", facts) == ()


def test_the_same_deadlines_are_the_same_bytes_and_are_written_once(tmp_path: Path):
    """A pass that changed nothing leaves the published files alone."""
    content = calendar_bytes("Сроки", of("ivan", "2021-03-01"))
    assert content == calendar_bytes("Сроки", of("ivan", "2021-03-02"))
    file = published(tmp_path, wrote=1)
    written = file.stat().st_mtime_ns
    assert published(tmp_path, wrote=0).stat().st_mtime_ns == written
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.glob("[!.]*")] == ["ivan.ics"]


def published(folder: Path, *, wrote: int, title: str = "Сроки", facts: Sequence[Event] = ()) -> Path:
    """Ivan's file after his calendar was published once more."""
    assert publish(folder, {"ivan": (title, of("ivan", "2021-04-02", facts))}) == wrote
    return folder / "ivan.ics"


def test_a_letters_calendar_says_its_method_in_the_parts_header_as_in_the_file():
    """Where the two differ, or the header has none, Outlook opens no calendar."""
    attachment = calendar_attachment("Сроки", of("ivan", "2021-03-01"))
    part = attachment_part(attachment)
    method = str(Calendar.from_ical(attachment.content)["METHOD"])
    assert (part.get_content_type(), part.get_param("method"), method) == ("text/calendar", "PUBLISH", "PUBLISH")
    assert part.get_param("charset") == "utf-8"


REMEMBERED = ".written.json"


@pytest.mark.parametrize("spoil", [
    pytest.param({"ivan.ics": None}, id="the file is gone"),
    pytest.param({"ivan.ics": b"BEGIN:VCALENDAR"}, id="the file was typed over"),
    pytest.param({REMEMBERED: None, "ivan.ics": b"old"}, id="a folder of the release before"),
    pytest.param({REMEMBERED: b"{", "ivan.ics": None}, id="what was written was cut off"),
    pytest.param({REMEMBERED: b"[]", "ivan.ics": None}, id="what was written is something else"),
])  # fmt: skip
def test_a_published_file_that_is_not_what_it_was_is_written_again(tmp_path: Path, spoil):
    content = published(tmp_path, wrote=1).read_bytes()
    for name, bad in spoil.items():
        (tmp_path / name).unlink() if bad is None else (tmp_path / name).write_bytes(bad)
    assert published(tmp_path, wrote=1).read_bytes() == content
    assert published(tmp_path, wrote=0).read_bytes() == content


@pytest.mark.parametrize("change", [{"title": "Иначе"}, {"facts": submitted("1.2/2021", "2021-04-01")}])
def test_a_calendar_of_another_name_or_with_other_entries_is_written(tmp_path: Path, change):
    before = published(tmp_path, wrote=1).read_bytes()
    assert published(tmp_path, wrote=1, **change).read_bytes() != before
    assert published(tmp_path, wrote=1).read_bytes() == before


def test_a_file_that_is_what_it_should_be_is_left_alone_though_nobody_remembers_writing_it(tmp_path: Path):
    """As after an upgrade, or a pass that died before it wrote down what it had written."""
    published(tmp_path, wrote=1)
    (tmp_path / REMEMBERED).unlink()
    published(tmp_path, wrote=0)


def test_the_command_writes_the_calendar_of_a_post(tmp_path: Path, capsys):
    """The curator's five yearly reports and the rest of the roadmap; an unknown post is a sentence."""
    given = ["--var", str(begun(tmp_path / "var").var), "--now", "2021-03-01T09:00"]
    assert main(["calendar", "--for", "Куратор", "-o", str(tmp_path / "k.ics"), *given]) == 0
    assert len(entries((tmp_path / "k.ics").read_bytes())) == 31
    assert main(["calendar", "--for", "Космонавт", *given]) == 1
    assert "Должности «Космонавт» нет в people.yaml" in capsys.readouterr().err
