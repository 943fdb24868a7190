"""With whom a spreadsheet is shared, and whether voters can reach it and nobody else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.board import account_key, google_texts
from models.checks import texts
from models.checks.checkup import Finding, Level
from models.text import Problem, same_key

WHERE = texts.SHARING


@dataclass(frozen=True, slots=True)
class Sharing:
    """Accounts in lower case: who owns the file, who may write it; whether a link or a group lets others in.

    Where `editors_share`, whoever may write may also let others in and shut us out.
    """

    owners: frozenset[str]
    editors: frozenset[str]
    open_to_all: bool = False
    by_groups: bool = False
    editors_share: bool = False
    in_bin: bool = False


def judged(found: Sharing, voters: Mapping[str, str | None], owner: str | None) -> Iterator[Finding]:
    """What is right and what to mend; `voters` are labels with their addresses, `owner` is the one that is named."""
    labels = {account_key(address): label for label, address in voters.items() if address}
    for account in sorted(found.owners):
        if account in labels:
            yield Finding(Level.ERROR, Problem(WHERE, *google_texts.OWNER_VOTES.of(label=labels[account])))
        elif owner is not None and account != account_key(owner) and not account.endswith(".gserviceaccount.com"):
            yield Finding(Level.WARNING, Problem(WHERE, *google_texts.ANOTHER_OWNER.of(found=account, named=owner)))
    if found.in_bin:
        yield Finding(Level.ERROR, Problem(WHERE, *google_texts.IN_BIN))
    if found.editors_share:
        yield Finding(Level.WARNING, Problem(WHERE, *google_texts.EDITORS_SHARE))
    if found.open_to_all:
        yield Finding(Level.ERROR, Problem(WHERE, *google_texts.OPEN_TO_ALL))
    outside = [labels[address] for address in sorted(labels) if address not in found.editors | found.owners]
    if outside and not found.by_groups and not found.open_to_all:
        yield Finding(Level.WARNING, Problem(WHERE, *google_texts.not_let_in(outside)))
    nameless = [label for label, address in voters.items() if not address]
    for label in nameless:
        yield Finding(Level.ERROR, Problem(WHERE, *google_texts.VOTER_WITHOUT_ADDRESS.of(label=label)))
    if not outside and not nameless:
        yield Finding.fine(WHERE, google_texts.sharing_fine(sorted(found.owners), len(labels)))


def is_file_copy(name: str, own: str) -> bool:
    """Whether a spreadsheet is called as Google, or a person, calls a copy of ours.

    >>> [is_file_copy(name, "Карта") for name in ("Копия Карта", "Копия «Карта»", "Copy of Карта", "Карта (1)")]
    [True, True, True, True]
    >>> [is_file_copy(name, "Карта") for name in ("Карта", "Дорожная Карта", "Карта 2022")]
    [False, False, False]
    """
    pattern = google_texts.COPY_NAME.format(ours=re.escape(same_key(own)))
    return bool(own) and re.fullmatch(pattern, same_key(name)) is not None


def copied_files(names: Iterable[str]) -> Iterator[Finding]:
    """A warning for each copy of the spreadsheet in which people may be writing."""
    for name in sorted(names):
        yield Finding(Level.WARNING, Problem(WHERE, *google_texts.FILE_COPIED.of(name=name)))
