"""What a run may end with: one sentence, and no causes that Prefect would write down."""

import asyncio
from pathlib import Path

import pytest

from models.text import VekhaError


@pytest.mark.parametrize(("error", "told"), [(VekhaError("Слово"), "Слово"), (KeyError("canary"), "Ошибка")])
def test_a_run_ends_with_a_sentence_only(
    error: Exception, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.runs import keep_bugs

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    @keep_bugs
    async def work() -> None:
        raise error from ValueError("canary")

    with pytest.raises(VekhaError, match=told) as caught:
        asyncio.run(work())
    assert (caught.value.__cause__, caught.value.__context__, "canary" in str(caught.value)) == (None, None, False)


def test_a_runner_that_a_bug_ends_says_where_its_trace_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect's exceptions hold the whole body of a call."""
    from flows.schedule.runner import serve

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(VekhaError) as caught:
        asyncio.run(serve({"poll_seconds": 1, "schools": ["canary"], "zone": "canary"}))
    (trace,) = tmp_path.glob("trace-*")
    said, kept = str(caught.value), trace.read_text()
    assert (str(trace) in said, "canary" in said + kept, kept[-9:]) == (True, False, "KeyError\n")
