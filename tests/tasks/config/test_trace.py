"""The trace of a bug of ours is kept where the sentence says."""

from pathlib import Path

import pytest

from tasks.config import keep_trace


@pytest.mark.parametrize("writable", [True, False])
def test_a_trace_lies_where_it_is_said_to_be_even_where_the_folder_cannot_be_written(
    writable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "other"))
    (tmp_path / "other").mkdir()
    if not writable:
        (tmp_path / "var").write_text("no folder")
    try:
        raise ValueError("canary")
    except ValueError:
        kept = Path(keep_trace(tmp_path / "var"))
    assert "ValueError: canary" in kept.read_text()
    assert kept.parent == tmp_path / ("var" if writable else "other")
