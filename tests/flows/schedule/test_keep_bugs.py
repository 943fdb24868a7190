"""What a run may end with: one sentence, and no causes that Prefect would write down."""

import asyncio
from pathlib import Path

import pytest

from flows.runs import keep_bugs
from models.text import VekhaError


@pytest.mark.parametrize(("error", "told"), [(VekhaError("Слово"), "Слово"), (KeyError("canary"), "Ошибка")])
def test_a_run_ends_with_a_sentence_only(
    error: Exception, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    @keep_bugs
    async def work() -> None:
        raise error from ValueError("canary")

    with pytest.raises(VekhaError, match=told) as caught:
        asyncio.run(work())
    assert (caught.value.__cause__, caught.value.__context__, "canary" in str(caught.value)) == (None, None, False)
