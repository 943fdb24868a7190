"""Which Prefect server is configured, as Prefect itself reads its settings."""

import os
import tomllib
from pathlib import Path

from models.output import texts as output_texts
from models.text import VekhaError


def configured_api() -> str | None:
    """The address of the API in the environment, `.env`, prefect.toml, pyproject.toml or the active profile, or None.

    VekhaError where Prefect cannot read its settings.
    """
    if not _may_be_configured():
        return None
    try:
        from prefect.settings import Settings

        url = Settings().api.url
    except ValueError as error:
        raise VekhaError(output_texts.settings_unreadable(_told(error))) from None
    return url.strip().rstrip("/") or None if url else None


def _told(error: ValueError) -> str:
    """What is wrong, without the values: passwords stand among them."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults)


def _may_be_configured() -> bool:
    """Whether there is any place to configure it: importing prefect to be told so costs more than a whole pass."""
    if any(name.upper().startswith("PREFECT_") for name in os.environ):
        return True
    profiles = Path("~").expanduser() / ".prefect" / "profiles.toml"
    if os.path.exists(profiles) or os.path.exists("prefect.toml"):  # no error where the home is somebody else's
        return True
    return "prefect" in _text(Path(".env")).casefold() or _has_own_table(_text(Path("pyproject.toml")))


def _has_own_table(pyproject: str) -> bool:
    try:
        return "prefect" in tomllib.loads(pyproject).get("tool", {})
    except (ValueError, TypeError):
        return False


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
