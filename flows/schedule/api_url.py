"""Which Prefect server is configured, found without importing prefect."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

KEY = "PREFECT_API_URL"


def configured_api(environment: Mapping[str, str] = os.environ) -> str | None:
    """The address of the API in the environment, else in the active profile; None where there is none."""
    told = environment.get(KEY)
    if told is not None:
        return told.strip().rstrip("/") or None
    home = Path(environment.get("PREFECT_HOME") or Path(environment.get("HOME") or "~").expanduser() / ".prefect")
    profiles = _toml(Path(environment.get("PREFECT_PROFILES_PATH") or home / "profiles.toml").expanduser())
    active = environment.get("PREFECT_PROFILE") or profiles.get("active")
    found = _table(_table(profiles.get("profiles")).get(active)).get(KEY)
    return found.rstrip("/") or None if isinstance(found, str) else None


def _table(found: Any) -> dict[Any, Any]:
    return found if isinstance(found, dict) else {}


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
