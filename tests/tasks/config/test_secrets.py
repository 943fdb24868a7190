"""A school's own secrets: read for that school alone, from a file that nobody else can read."""

from pathlib import Path

import pytest

from models.text import VekhaError
from tasks.config import Named, environment_of, read_secret

PASSWORD = Named("Пароль почты", "password", "MAIL_PASSWORD", None)


def write(folder: Path, text: str, mode: int = 0o600) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "secrets.env"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_a_schools_secret_goes_before_the_environment_and_is_no_other_schools(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAIL_PASSWORD", raising=False)
    write(tmp_path / "a", "MAIL_PASSWORD=of a\n")
    (tmp_path / "b").mkdir()
    assert read_secret(PASSWORD, environment_of(tmp_path / "a")) == "of a"
    with pytest.raises(VekhaError, match="MAIL_PASSWORD"):
        read_secret(PASSWORD, environment_of(tmp_path / "b"))
    monkeypatch.setenv("MAIL_PASSWORD", "of all")
    assert read_secret(PASSWORD, environment_of(tmp_path / "a")) == "of a"
    assert read_secret(PASSWORD, environment_of(tmp_path / "b")) == "of all"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("MAIL_PASSWORD=plain", "plain"),
        ("export MAIL_PASSWORD = no", None),
        ("export MAIL_PASSWORD='a b'", "a b"),
        ('  MAIL_PASSWORD="a=b#c"  ', "a=b#c"),
        ("# MAIL_PASSWORD=none\n\nMAIL_PASSWORD=x", "x"),
    ],
)
def test_a_line_is_a_name_and_a_value(tmp_path: Path, line: str, value: str | None):
    file = write(tmp_path, line + "\n")
    if value is None:
        with pytest.raises(VekhaError) as refused:
            environment_of(tmp_path)
        assert str(refused.value) == f"{file}:1: нужна строка вида ИМЯ=значение"
    else:
        assert environment_of(tmp_path)["MAIL_PASSWORD"] == value


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int):
    file = write(tmp_path, "MAIL_PASSWORD=x\n", mode)
    with pytest.raises(VekhaError) as refused:
        environment_of(tmp_path)
    assert str(refused.value) == f"{file} могут читать другие: закройте его командой chmod 600 {file}"
