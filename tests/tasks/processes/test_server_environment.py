"""Where the pages and the API of our server stand, alone and behind a proxy that gives them a path."""

from pathlib import Path

import pytest

from tasks.processes import server_environment


@pytest.mark.parametrize(
    ("base", "ui", "path"),
    [
        (None, "http://127.0.0.1:4200", "/api"),
        ("/", "http://127.0.0.1:4200", "/api"),
        ("/vekha", "http://127.0.0.1:4200/vekha", "/vekha/api"),
        ("school/vekha/", "http://127.0.0.1:4200/school/vekha", "/school/vekha/api"),
    ],
)
def test_pages_call_the_api_where_they_stand_whatever_host_or_port_leads_there(
    base: str | None, ui: str, path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Our own commands find both under the same path, so that a proxy has nothing to rewrite."""
    monkeypatch.delenv("PREFECT_SERVER_UI_SERVE_BASE", raising=False)
    if base is not None:
        monkeypatch.setenv("PREFECT_SERVER_UI_SERVE_BASE", base)
    told = server_environment(tmp_path, 4200, "vekha:secret")
    names = ("PREFECT_UI_URL", "PREFECT_API_URL", "PREFECT_SERVER_API_BASE_PATH", "PREFECT_SERVER_UI_API_URL")
    assert [told[name] for name in names] == [ui, f"http://127.0.0.1:4200{path}", path, path]
    assert told["PREFECT_SERVER_UI_SERVE_BASE"] == (path.removesuffix("/api") or "/")
