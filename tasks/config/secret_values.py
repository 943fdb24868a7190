"""A secret's value, from the environment or from a Secret block of a Prefect server."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from models.school import texts as school_texts
from models.text import VekhaError
from tasks.processes import answers


@dataclass(frozen=True, slots=True)
class Named:
    """Where the settings say that a secret is: a variable, a Secret block, or either; `key` is their name in YAML."""

    what: str
    key: str
    variable: str | None
    block: str | None

    def __bool__(self) -> bool:
        return bool(self.variable or self.block)

    def where(self) -> str:
        """The names of its places, for a sentence."""
        return ", ".join(each for each in (self.variable, self.block) if each)


def read_secret(named: Named, environment: Mapping[str, str]) -> str:
    """The value; the environment goes before the block. VekhaError says of each of the two why it is not there."""
    reasons, keys = [], []
    if named.variable:
        if value := environment.get(named.variable, "").strip("\r\n"):
            return value
        reasons.append(school_texts.NO_VARIABLE.format(variable=named.variable))
        keys.append(f"{named.key}_env")
    if named.block:
        value, reason = _of_prefect(named.block)
        if value:
            return value
        reasons.append(reason)
        keys.append(f"{named.key}_secret")
    raise VekhaError(school_texts.missing(named.what, reasons, keys))


def _of_prefect(block: str) -> tuple[str, str]:
    """What a Secret block holds, and else why it cannot be had; no server is ever started for it.

    The API is asked and not `Secret.load`, which is a coroutine wherever a flow is async.
    """
    import httpx  # Prefect comes with it, and is heavy
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound
    from prefect.settings import PREFECT_API_URL

    address = PREFECT_API_URL.value()
    if not address:
        return "", school_texts.NO_SERVER.format(block=block)
    if not answers(address):
        return "", school_texts.SERVER_SILENT.format(block=block, address=address)
    try:
        with get_client(sync_client=True) as client:
            found = client.read_block_document_by_name(block, "secret")
    except ObjectNotFound:
        return "", school_texts.NO_BLOCK.format(block=block)
    except httpx.HTTPError:
        return "", school_texts.SERVER_SILENT.format(block=block, address=address)
    value = found.data.get("value")
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value)
    return text.strip("\r\n"), school_texts.NO_BLOCK.format(block=block)
