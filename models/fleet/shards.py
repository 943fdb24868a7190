"""Which schools share a run: shards of one service account each, which few schools leave as others come and go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

OF_GOOGLE = ".iam.gserviceaccount.com"
WORKBOOKS = "files"
"""What stands for an account where boards are workbooks."""
ROOMY = 0.8  # so full may the others be when a shard is given up, lest the next school brings it back


@dataclass(frozen=True)
class Boarded:
    """A school, and the service account that its board is read by; a workbook has none."""

    school: str
    account: str = WORKBOOKS


@dataclass(frozen=True)
class Shard:
    """The schools of one run, in order; its name stays as long as it has any."""

    name: str
    account: str
    schools: tuple[str, ...]


def shards(fleet: str, schools: Iterable[Boarded], before: Sequence[Shard], most: int) -> tuple[Shard, ...]:
    """Every school in one shard of its account, at most so many in each; who stood in one before stays if possible."""
    members: dict[str, set[str]] = defaultdict(set)
    for each in schools:
        members[each.account].add(each.school)
    made: list[Shard] = []
    for account, ids in sorted(members.items()):
        prefix = f"{fleet}-{account_name(account)}"
        stood = [each for each in before if each.account == account]
        made += _of_account(prefix, account, ids, stood, most)
    return tuple(made)


def account_name(account: str) -> str:
    """How shards and queues of an account are called.

    >>> account_name("vekha@region-7.iam.gserviceaccount.com")
    'vekha.region-7'
    """
    return account.removesuffix(OF_GOOGLE).replace("@", ".")


def boards_of(account: str, all_shards: Iterable[Shard]) -> int:
    """How many boards share the quota of an account."""
    return sum(len(each.schools) for each in all_shards if each.account == account)


def _of_account(prefix: str, account: str, members: set[str], stood: Sequence[Shard], most: int) -> list[Shard]:
    homeless, groups = set(members), dict[str, list[str]]()
    for shard in sorted(stood, key=lambda each: each.name):
        if kept := [school for school in shard.schools if school in homeless][:most]:
            groups[shard.name] = kept
            homeless -= set(kept)
    while len(groups) > 1 and len(members) <= ROOMY * most * (len(groups) - 1):
        smallest = min(groups, key=lambda name: (len(groups[name]), name))
        homeless |= set(groups.pop(smallest))
    for school in sorted(homeless):
        name = min(groups, key=lambda name: (len(groups[name]), name), default=None)
        if name is None or len(groups[name]) >= most:
            name = next(each for number in count(1) if (each := f"{prefix}-{number}") not in groups)
            groups[name] = []
        groups[name].append(school)
    _level(groups, most)
    made = (Shard(name, account, tuple(sorted(group))) for name, group in groups.items())
    return sorted(made, key=lambda each: each.name)


def _level(groups: dict[str, list[str]], most: int) -> None:
    """Move schools from the fullest shard to the emptiest while they are far apart."""
    while True:
        by_size = sorted(groups, key=lambda name: (len(groups[name]), name))
        emptiest, fullest = groups[by_size[0]], groups[by_size[-1]]
        if len(fullest) - len(emptiest) <= max(1, most // 4):
            return
        fullest.sort()
        emptiest.append(fullest.pop())
