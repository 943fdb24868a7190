"""Other people's clients, unmodified, pointed at the local server."""

from __future__ import annotations

from typing import Any

import gspread
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from gspread.http_client import HTTPClient

from .server import Server

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
Json = dict[str, Any]


class Client:
    """gspread's client of one identity; `call` speaks plainly and gives code and answer."""

    def __init__(self, server: Server, email: str) -> None:
        class LocalHTTPClient(HTTPClient):
            def request(self, method: str, endpoint: str, **more: Any) -> Any:
                for host in HOSTS:
                    endpoint = endpoint.replace(host, server.address)
                return super().request(method, endpoint, **more)

        self.email, self.address = email, server.address
        self.gspread = gspread.Client(auth=Credentials(token=server.token(email)), http_client=LocalHTTPClient)
        self.session = self.gspread.http_client.session

    def call(self, verb: str, path: str, body: Json | None = None, **parameters: Any) -> tuple[int, Any]:
        """Call any address; give the code and the JSON that came back."""
        answer = self.session.request(verb, self.address + path, json=body, params=parameters)
        return answer.status_code, answer.json() if answer.content else None

    def batch(self, spreadsheet_id: str, *requests: Json, **more: Any) -> tuple[int, Any]:
        """Send requests in one batchUpdate."""
        return self.call("POST", f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate", {"requests": list(requests)} | more)

    def get(self, spreadsheet_id: str, **parameters: Any) -> Json:
        """Give the spreadsheet."""
        code, answer = self.call("GET", f"/v4/spreadsheets/{spreadsheet_id}", **parameters)
        assert code == 200, answer
        return answer

    def values(self, spreadsheet_id: str, area: str, **parameters: Any) -> list[list[Any]]:
        """Give a range's values."""
        code, answer = self.call("GET", f"/v4/spreadsheets/{spreadsheet_id}/values/{area}", **parameters)
        assert code == 200, answer
        return answer.get("values", [])

    def put(
        self, spreadsheet_id: str, area: str, values: list[list[Any]], how: str = "RAW", **parameters: Any
    ) -> tuple[int, Any]:
        """Write a range's values."""
        path = f"/v4/spreadsheets/{spreadsheet_id}/values/{area}"
        return self.call("PUT", path, {"values": values}, valueInputOption=how, **parameters)

    def close(self) -> None:
        """Close the connections."""
        self.session.close()


def google_client(server: Server, api: str, version: str, email: str) -> Any:
    """Give google-api-python-client's service object."""
    endpoint = server.address if api == "sheets" else f"{server.address}/drive/v3/"
    credentials = Credentials(token=server.token(email))
    return build(api, version, credentials=credentials, client_options={"api_endpoint": endpoint})


def error(code: int, message: str, status: str = "INVALID_ARGUMENT") -> tuple[int, Json]:
    """Give what a refusal looks like."""
    return code, {"error": {"code": code, "message": message, "status": status}}
