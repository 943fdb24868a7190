"""What runs of shards say of themselves."""

from collections.abc import Sequence

from models.text import count, joined, shortened

SHARD_PLAN = "{fleet}: проход, письма и отправка у школ одной доли (учётная запись {account}); доли раскладываются сами"
MOST_NAMED = 5
LONGEST_NAMED = 200


def run_result(shard: str, schools: int, outcomes: Sequence[tuple[str, str, bool]]) -> str:
    """What a run came to: how many schools had their turn, and who failed, with the reason.

    >>> run_result("район-1", 3, [("Школа 1", "без изменений", False), ("Школа 2", "Ключ отозван", True)])
    'район-1: 2 из 3 школ. Не удалось: 1. Школа 2: Ключ отозван'
    """
    told = f"{shard}: {len(outcomes)} из {count(schools, 'школы', 'школ', 'школ')}"
    failed = [f"{school}: {shortened(said, LONGEST_NAMED)}" for school, said, has_failed in outcomes if has_failed]
    if not failed:
        return told
    named = "; ".join(failed[:MOST_NAMED])
    more = f"; и ещё {len(failed) - MOST_NAMED}" if len(failed) > MOST_NAMED else ""
    return joined([told, f"Не удалось: {len(failed)}", f"{named}{more}"])


def deployed(
    shards: int, made: Sequence[str], renewed: Sequence[str], removed: Sequence[str], problems: Sequence[str]
) -> str:
    """What became of the shards.

    >>> deployed(2, ["район-2"], [], [], [])
    'Долей: 2. Новые: район-2'
    """
    groups = (("Новые", made), ("Обновлены", renewed), ("Убраны", removed))
    told = (f"{what}: {', '.join(names)}" for what, names in groups if names)
    return joined([f"Долей: {shards}", *told, *problems])
