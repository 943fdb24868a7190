"""Many at once: eight people edit while a program reads and writes, with misfortunes on."""

from __future__ import annotations

import random
import threading

import requests

from .clients import Client
from .conftest import make_book, share
from .server import Server

PEOPLE = [f"person{n}@x{n}.example" for n in range(8)]
EDITS = 25


def test_eight_people_at_once_lose_nothing_they_wrote(server: Server, owner: Client):
    """Each appends to a tab of their own column's rows; every accepted value is there exactly once."""
    book = make_book(owner)
    share(owner, book, *PEOPLE)
    server.misfortunes.dice.seed(11)
    server.misfortunes.add("answer", code=503, chance=0.05, times=0, method="write")
    server.misfortunes.add("answer", code=429, chance=0.05, times=0)
    server.misfortunes.add("edit", chance=0.1, times=0, method="read", edits=[{"action": "sort", "first_row": 2}])
    accepted: dict[str, list[str]] = {email: [] for email in PEOPLE}

    def edit(email: str) -> None:
        dice, client = random.Random(email), Client(server, email)
        for number in range(EDITS):
            text = f"{email} {number}"
            path = f"/v4/spreadsheets/{book}/values/Tab!A1:append"
            row = {"values": [[text, dice.random()]]}
            parameters = {"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"}
            code, _ = client.call("POST", path, row, **parameters)
            if code == 200:
                accepted[email].append(text)
            client.call("GET", f"/v4/spreadsheets/{book}/values/Tab")
        client.close()

    owner.put(book, "A1", [["who", "luck"]])
    threads = [threading.Thread(target=edit, args=(email,)) for email in PEOPLE]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.misfortunes.clear()
    found = sorted(row[0] for row in owner.values(book, "Tab!A2:A") if row)
    assert found == sorted(text for texts in accepted.values() for text in texts)
    assert len(found) > EDITS * len(PEOPLE) // 2


def test_a_second_server_knows_nothing_of_the_first(owner: Client, book: str):
    """Files belong to their server; leaving it closes every connection."""
    with Server() as other:
        answer = requests.get(f"{other.address}/v4/spreadsheets/{book}", timeout=5,
                              headers={"Authorization": "Bearer owner"})  # fmt: skip
        assert answer.status_code == 404
        answer.close()
    assert owner.values(book, "A1") == []
