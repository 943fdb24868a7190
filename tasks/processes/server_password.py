"""The password of our own Prefect server: made at its first start, readable for its owner only."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

FILE, NAME = "password", "vekha"


def server_password(home: Path) -> str:
    """What Prefect's basic auth asks for, name and password in one; made where it is missing."""
    file = home / FILE
    with suppress(FileExistsError):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(f"{NAME}:{token_urlsafe(24)}\n")
    return file.read_text(encoding="ascii").strip()
