"""Whether a Prefect server answers, and whose it is, found without importing prefect."""

import base64
import http.client
import json
import os
from urllib.parse import urlsplit


def answers(api: str, seconds: float = 1.5) -> bool:
    """Whether a server says at this address, soon enough, that it is healthy."""
    return _get(f"{api}/health", seconds) is not None


def home_of(api: str, password: str | None = None, seconds: float = 5) -> str | None:
    """The home folder of the server at this address, which tells it from another one; None where it does not say."""
    try:
        return str(json.loads(_get(f"{api}/admin/settings", seconds, password) or b"{}").get("home"))
    except ValueError:
        return None


def _get(address: str, seconds: float, password: str | None = None) -> bytes | None:
    where, password = urlsplit(address), password or os.environ.get("PREFECT_API_AUTH_STRING")
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    headers = {"Authorization": f"Basic {base64.b64encode(password.encode()).decode()}"} if password else {}
    try:
        connection = kind(where.hostname or "", where.port, timeout=seconds)
        try:
            connection.request("GET", where.path, headers=headers)
            answer = connection.getresponse()
            return answer.read() if answer.status == http.HTTPStatus.OK else None
        finally:
            connection.close()
    except (OSError, ValueError, http.client.HTTPException):
        return None
