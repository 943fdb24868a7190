"""Which Prefect server is configured: every place that Prefect itself reads."""

import os
from pathlib import Path

import pytest

from flows.served import configured_api
from models.text import VekhaError

PROFILES = """
active = "a"
[profiles.a]
PREFECT_API_URL = "http://a/api"
[profiles.b]
PREFECT_API_URL = "http://b/api/"
[profiles.c]
"""


TOML = '[api]\nurl = "http://t/api"\n'
PYPROJECT = '[tool.prefect.api]\nurl = "http://p/api"\n'


@pytest.mark.filterwarnings("ignore:Failed to load profiles")
@pytest.mark.parametrize(
    ("files", "told", "api"),
    [
        ({}, {}, None),
        ({".prefect/profiles.toml": PROFILES}, {}, "http://a/api"),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home"}, "http://a/api"),
        ({"mine.toml": PROFILES}, {"PREFECT_PROFILES_PATH": "mine.toml"}, "http://a/api"),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_PROFILE": "b"}, "http://b/api"),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_PROFILE": "c"}, None),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_PROFILE": "unknown"}, None),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_API_URL": "http://e/api"}, "http://e/api"),
        ({"home/profiles.toml": "profiles = 1"}, {"PREFECT_HOME": "home"}, None),
        ({"home/profiles.toml": "active = ["}, {"PREFECT_HOME": "home"}, None),
        ({"prefect.toml": TOML}, {}, "http://t/api"),
        ({"prefect.toml": TOML}, {"PREFECT_API_URL": "http://e/api/"}, "http://e/api"),
        ({"pyproject.toml": PYPROJECT}, {}, "http://p/api"),
        ({"pyproject.toml": '[project]\ndependencies = ["prefect"]\n'}, {}, None),
        ({"pyproject.toml": "tool = 1"}, {}, None),
        ({"pyproject.toml": "["}, {}, None),
        ({".env": "PREFECT_API_URL=http://d/api\n"}, {}, "http://d/api"),
        ({".env": "OTHER=1\n"}, {}, None),
    ],
)
def test_the_configured_api_is_the_one_that_prefect_itself_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], told: dict[str, str], api: str | None
) -> None:
    """A place that we do not know of would mean a second server beside the configured one."""
    settle(tmp_path, monkeypatch, files, told)
    assert configured_api() == api


def test_a_home_that_is_somebody_elses_configures_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under sudo: a folder that may not be looked into, or stands where a folder should be."""
    settle(tmp_path, monkeypatch, {".prefect": "no folder"}, {})
    assert configured_api() is None
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.setenv("HOME", str(tmp_path / "loop"))
    assert configured_api() is None


def test_settings_that_prefect_cannot_read_are_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, monkeypatch, {"prefect.toml": "[api"}, {})
    with pytest.raises(VekhaError, match="Настройки Prefect не прочитать"):
        configured_api()


def test_settings_that_prefect_cannot_read_are_told_without_their_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password stands beside them."""
    settle(tmp_path, monkeypatch, {}, {"PREFECT_API_REQUEST_TIMEOUT": "canary", "PREFECT_API_AUTH_STRING": "canary"})
    with pytest.raises(VekhaError, match="request_timeout") as told:
        configured_api()
    assert "canary" not in str(told.value)


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], told: dict[str, str]) -> None:
    """Make a folder with these files the current one and its owner's home, in this environment."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in [name for name in os.environ if name.startswith("PREFECT")]:
        monkeypatch.delenv(name)
    for name, value in {"HOME": str(folder), **told}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("prefect.settings.sources.DEFAULT_PREFECT_HOME", folder / ".prefect")
