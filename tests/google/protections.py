"""Protected ranges: who may edit what, and who may see it."""

from __future__ import annotations

from .a1 import Box
from .errors import protected
from .identity import Identity, is_workspace
from .model import Book, Json, Sheet
from .world import File


def area(book: Book, item: Json) -> tuple[int, Json]:
    """Give a protected range's sheet id and GridRange, also when it protects a named range."""
    if "namedRangeId" in item:
        named = next((one for one in book.named_ranges if one["namedRangeId"] == item["namedRangeId"]), None)
        if named:
            return named["range"].get("sheetId", 0), named["range"]
    return item["range"].get("sheetId", 0), item["range"]


def may_edit(file: File, item: Json, who: Identity) -> bool:
    """Say whether somebody may edit inside a protected range: its editors and always the owner."""
    if item.get("warningOnly") or file.is_owner(who):
        return True
    if file.level(who) < 2:
        return False
    editors = item.get("editors", {})
    if who.email in [email.lower() for email in editors.get("users", [])]:
        return True
    return bool(editors.get("domainUsersCanEdit")) and who.domain == file.owner.domain


def guard(file: File, book: Book, sheet: Sheet, box: Box, who: Identity) -> None:
    """Refuse to change cells that somebody else's protection covers."""
    if file.is_owner(who):
        return
    for item in sheet.protected_ranges:
        if may_edit(file, item, who):
            continue
        covered = sheet.box(area(book, item)[1])
        if not covered.meets(box):
            continue
        if not _open(sheet, item, covered, box):
            raise protected()


def _open(sheet: Sheet, item: Json, covered: Box, box: Box) -> bool:
    """Say whether every protected cell of a box lies in the ranges left open."""
    holes = [sheet.box(one) for one in item.get("unprotectedRanges", [])]
    if any(hole.contains(box) for hole in holes):
        return True
    common = Box(max(covered.r0, box.r0), min(covered.r1, box.r1), max(covered.c0, box.c0), min(covered.c1, box.c1))
    if common.height * common.width > 200_000:
        return False
    return bool(holes) and all(
        any(hole.contains(Box(r, r + 1, c, c + 1)) for hole in holes) for r, c in common.cells()
    )


def guard_sheet(file: File, sheet: Sheet, who: Identity) -> None:
    """Refuse to rename, move or delete a tab on which somebody else's protection stands."""
    if any(not may_edit(file, item, who) for item in sheet.protected_ranges):
        raise protected()


def covers_sheet(item: Json) -> bool:
    """Say whether a protection is one of a whole tab."""
    return "range" in item and not item["range"].keys() - {"sheetId"}


def belong_to(book: Book, who: Identity) -> None:
    """Let the protections of a copied spreadsheet be those of whoever copied it, alone."""
    for sheet in book.sheets:
        for item in sheet.protected_ranges:
            if not item.get("warningOnly"):
                item["editors"] = {"users": [who.email]}


def completed(file: File, item: Json, who: Identity) -> Json:
    """Give a protected range with the editors Google fills in: the caller stays one; the owner need not be listed."""
    if item.get("warningOnly"):
        return {name: value for name, value in item.items() if name != "editors"}
    editors = dict(item.get("editors") or {})
    if "editors" not in item:
        editors["users"] = list(file.editors())
    users = list(editors.get("users", []))
    if who.email not in [email.lower() for email in users] and not file.is_owner(who):
        users.append(who.email)
    editors["users"] = users
    if "domainUsersCanEdit" not in editors and is_workspace(file.owner.domain):
        editors["domainUsersCanEdit"] = True
    return item | {"editors": editors}


def shown_to(file: File, book: Book, item: Json, who: Identity, *, with_owner: bool = False) -> Json:
    """Give a protected range as one caller may see it: only its editors see who they are.

    A read lists the file's owner among them, the reply to a write does not: so it stands in recorded answers.
    """
    result: Json = {}
    for name in ("protectedRangeId", "range", "namedRangeId", "tableId", "description", "warningOnly"):
        if name in item:
            result[name] = item[name]
    if "namedRangeId" in item:
        result["range"] = area(book, item)[1]
    allowed = may_edit(file, item, who)
    if allowed:
        result["requestingUserCanEdit"] = True
    for name in ("unprotectedRanges", "editors"):
        if item.get(name) and (name != "editors" or allowed):
            result[name] = item[name]
    if result.get("editors"):
        known = result["editors"]
        if with_owner and file.owner.email not in [email.lower() for email in known.get("users", [])]:
            known = known | {"users": [file.owner.email, *known.get("users", [])]}
        result["editors"] = {one: known[one] for one in ("users", "groups", "domainUsersCanEdit") if known.get(one)}
    return result
