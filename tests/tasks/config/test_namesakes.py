"""Another distribution that brings a package of one of our names is found; our own, however installed, is not."""

from pathlib import Path

import pytest

from tasks.config import namesakes


def test_a_package_of_our_name_is_found_by_its_distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, package in (("airtable-flows", "flows"), ("Vekha", "tasks")):
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (about / "top_level.txt").write_text(f"{package}\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert list(namesakes()) == [("flows", "airtable-flows")]
