"""A secret's value, from a school's own file, the environment or a Secret block of a Prefect server."""

import json
import os
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE

from models.school import texts as school_texts
from models.text import VekhaError
from tasks.processes import answers

FILE = "secrets.env"
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)=(.*)\Z")


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


def environment_of(folder: Path) -> Mapping[str, str]:
    """The environment as one school sees it: what the secrets.env of its folder says goes before.

    VekhaError where others can read that file, or where it is no list of names and values.
    """
    file = folder / FILE
    try:
        with file.open(encoding="utf-8") as stream:
            if S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o077:
                raise VekhaError(school_texts.SECRETS_OPEN.format(file=file))
            lines = stream.read().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return os.environ
    except UnicodeDecodeError:
        raise VekhaError(school_texts.FILE_NOT_UTF8.format(file=file)) from None
    except OSError as error:
        raise VekhaError(school_texts.FILE_UNREADABLE.format(file=file, reason=error.strerror)) from None
    return ChainMap(dict(_named_values(file, lines)), os.environ)


def _named_values(file: Path, lines: list[str]) -> Iterator[tuple[str, str]]:
    """Names and values, line by line; a wrong line is told by its number alone: it may hold a password."""
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            found = _LINE.match(line)
            if found is None:
                raise VekhaError(school_texts.SECRETS_LINE.format(file=file, line=number))
            name, value = found[1], found[2].strip()
            is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            yield name, value[1:-1] if is_quoted else value


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
