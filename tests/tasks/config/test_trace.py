"""The trace of a bug of ours is kept where the sentence says, and holds nothing that people wrote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.config import harmless_words, keep_trace


@pytest.mark.parametrize("writable", [True, False])
def test_a_trace_lies_where_it_is_said_to_be_even_where_the_folder_cannot_be_written(
    writable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "other"))
    (tmp_path / "other").mkdir()
    if not writable:
        (tmp_path / "var").write_text("no folder")
    kept = kept_of(lambda: int("canary"), tmp_path / "var")
    assert kept.read_text().endswith("\nValueError\n")
    assert kept.parent == tmp_path / ("var" if writable else "other")


def test_without_any_folder_a_trace_is_printed_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    kept_of(lambda: int("canary"), tmp_path / "file")
    said = capsys.readouterr().err
    assert (said.count("Traceback"), said.rstrip().splitlines()[-1], "canary'" in said) == (0, "ValueError", False)


def caused() -> None:
    """An exception within an exception, a third in a group, and a note."""
    try:
        try:
            {"a": 1}["canary of a key"]
        except KeyError as error:
            raise OSError(5, "canary of a reason", "canary of a file") from error
    except OSError:
        about = TypeError("canary of a type")
        about.add_note("canary of a note")
        raise ExceptionGroup("canary of a group", [about, RuntimeError("canary of a member")])  # noqa: B904


def test_a_trace_names_every_cause_and_place_and_quotes_none(tmp_path: Path) -> None:
    lines = kept_of(caused, tmp_path).read_text().splitlines()
    kinds = [line for line in lines if line and not line.startswith(" ")]
    assert kinds == [
        "KeyError", "then", "OSError (errno 5)", "then", "ExceptionGroup",
        "number 1 of the group", "TypeError", "number 2 of the group", "RuntimeError",
    ]  # fmt: skip
    places = [line.partition(", in ")[2] for line in lines if line.startswith("  File")]
    assert places == ["caused", "caused", "kept_of", "caused"]


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda: None + 1, "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'"),
        (lambda: "".canary, "AttributeError: 'str' object has no attribute 'canary'"),
        (lambda: list("")[1], "IndexError: list index out of range"),
        (lambda: int("canary"), "ValueError"),
        (lambda: {}["canary"], "KeyError"),
        (lambda: "канарейка".encode("ascii"), "UnicodeEncodeError"),
        (lambda: Path("/canary/nowhere").read_text(), "FileNotFoundError (errno 2)"),
    ],
)
def test_only_what_the_interpreter_says_of_names_and_types_is_said_again(
    work: Callable[[], object], words: str
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  each row says which
        work()
    assert harmless_words(caught.value) == words


def test_words_in_which_code_raises_are_left_out_whatever_the_kind() -> None:
    def work() -> None:
        raise TypeError("canary")

    with pytest.raises(TypeError) as caught:
        work()
    assert harmless_words(caught.value) == "TypeError"


def kept_of(work: Callable[[], object], var: Path) -> Path:
    """Where the trace of what the work raises is kept."""
    try:
        work()
    except Exception:
        return Path(keep_trace(var))
    raise AssertionError
