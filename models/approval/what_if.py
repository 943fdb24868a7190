"""What would happen if: votes that nobody gave yet, laid over what was seen of the board."""

import re
from dataclasses import replace

from models.approval import texts
from models.board import SeenRow, View, code_key, columns, word_key
from models.school import Roster, Workflow
from models.text import VekhaError, same_key

SUPPOSED = re.compile(r"(?P<ballot>[^:]+):(?P<vote>.+)\Z", re.DOTALL)


def add_vote(view: View, text: str, roster: Roster, workflow: Workflow) -> View:
    """The view with one more vote: «1.3/2021-1.1: Член рабочей группы 2 утвердить», a reason after a second colon."""
    match = SUPPOSED.match(text)
    number = code_key(match["ballot"]) if match else ""
    if match is None or number not in view.ballots:
        raise VekhaError(texts.supposition_not_understood(text, sorted(view.ballots)))
    said, _, comment = match["vote"].partition(":")
    label, said = _voter(said, roster)
    word = word_key(said)
    choice = next((each for each in workflow.choices.values() if word_key(each) == word), None)
    if not label or choice is None:
        raise VekhaError(texts.supposition_not_understood(text, sorted(view.ballots)))
    row = view.ballots[number]
    reason = comment.strip() or row.cells.get(label + columns.VOTE_COMMENT)
    cells = {**row.cells, label + columns.VOTE: choice, label + columns.VOTE_COMMENT: reason}
    known = {name: value for name, value in cells.items() if value is not None}
    return replace(view, ballots={**view.ballots, number: SeenRow(row.tab, row.number, known)})


def _voter(said: str, roster: Roster) -> tuple[str, str]:
    """The longest label that the text begins with, and what follows it; no label where it begins with none."""
    labels = {same_key(person.label): person.label for person in roster.people.values()}
    words = said.split()
    for count in range(len(words), 0, -1):
        if label := labels.get(same_key(" ".join(words[:count]))):
            return label, " ".join(words[count:])
    return "", said
