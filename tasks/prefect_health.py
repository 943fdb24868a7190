"""Whether a Prefect server answers, found without importing prefect."""

import http.client
from urllib.parse import urlsplit


def answers(api: str, seconds: float = 1.5) -> bool:
    """Whether a server says at this address, soon enough, that it is healthy."""
    where = urlsplit(api)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(where.hostname or "", where.port, timeout=seconds)
        try:
            connection.request("GET", f"{where.path}/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        finally:
            connection.close()
    except (OSError, ValueError, http.client.HTTPException):
        return False
