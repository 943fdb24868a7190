"""The part of Drive v3 that keeps, shares and watches spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from .drive_queries import wanted
from .errors import ApiError, drive_error, invalid
from .exporting import exported, imported
from .identity import Identity, make_identity
from .masks import apply, check, normal, parse
from .model import Json
from .protections import belong_to
from .schemas import schemas
from .sheets_api import empty_book
from .world import LEVELS, SPREADSHEET, File, World, permission

FILE_FIELDS = "kind,id,name,mimeType"
PERMISSION_FIELDS = "id,type,kind,role"
DEFAULTS = {
    "drive.files.list": f"kind,incompleteSearch,nextPageToken,files({FILE_FIELDS})",
    "drive.permissions.list": f"kind,nextPageToken,permissions({PERMISSION_FIELDS})",
    "drive.changes.list": f"kind,newStartPageToken,nextPageToken,changes(kind,removed,fileId,time,changeType,type,"
    f"file({FILE_FIELDS}))",
} | dict.fromkeys(("drive.files.get", "drive.files.create", "drive.files.copy", "drive.files.update"), FILE_FIELDS) | (
    dict.fromkeys(("drive.permissions.get", "drive.permissions.create", "drive.permissions.update"), PERMISSION_FIELDS)
)  # fmt: skip
NEED_FIELDS = ("drive.about.get", "drive.comments.list", "drive.comments.create")


def stamp(moment: datetime) -> str:
    """Give a time as Drive writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def insufficient() -> ApiError:
    """Refuse what only a stronger role may do."""
    text = "The user does not have sufficient permissions for this file."
    return drive_error(403, text, "insufficientFilePermissions")


class DriveApi:
    """Answers the Drive API over a world of files."""

    def __init__(self, world: World) -> None:
        self.world = world

    def call(self, name: str, who: Identity, parameters: Json, body: Json) -> Json | tuple[str, bytes] | None:
        """Answer one method; None is an empty 204, a pair is a file's content."""
        work: Callable[..., Any] | None = getattr(self, name.removeprefix("drive.").replace(".", "_").lower(), None)
        if work is None:
            raise invalid(f"The method {name} is not supported by this server.")
        fields = parameters.get("fields")
        if name in NEED_FIELDS and not fields:
            text = "The 'fields' parameter is required for this method."
            raise drive_error(400, text, "required", "fields")
        mask = normal(parse(fields or DEFAULTS.get(name, "*")))
        response = _response(name)
        if fields and response:
            try:
                check(mask, schemas("drive"), response)
            except ApiError as error:
                raise drive_error(400, f"Invalid field selection {fields}", "invalidParameter", "fields") from error
        result: Json | tuple[str, bytes] | None = work(who, parameters, body)
        return dict(apply(mask, result)) if isinstance(result, dict) else result

    def _file(self, parameters: Json, who: Identity, level: int = 1) -> File:
        file = self.world.drive_file(parameters["fileId"], who)
        if file.level(who) < level:
            raise insufficient()
        return file

    def _shared(self, parameters: Json, who: Identity) -> File:
        """A file whose permissions somebody wants to change."""
        file = self._file(parameters, who, 2)
        if file.level(who) < file.sharing_level:
            raise insufficient()
        return file

    def files_create(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Create a file; a spreadsheet gets one empty tab."""
        mime = body.get("mimeType", "application/octet-stream")
        file = self.world.add(body.get("name") or "Untitled", who, mime)
        file.parents = [who.root if one == "root" else one for one in body.get("parents") or [who.root]]
        file.properties = body.get("appProperties", {})
        if mime == SPREADSHEET:
            file.book = empty_book(file.id, file.name)
        return shown(file, who)

    def files_get(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Give a file."""
        return shown(self._file(parameters, who), who)

    def files_list(self, who: Identity, parameters: Json, body: Json) -> Json:
        """List the files a caller may see, newest first."""
        query = parameters.get("q") or ""
        chosen = [file for file in self.world.files.values() if file.level(who) and wanted(file, who, query)]
        chosen.sort(key=lambda file: file.modified, reverse=True)
        size = int(parameters.get("pageSize", 100))
        token = parameters.get("pageToken") or "0"
        if not token.isdecimal() or size < 1:
            raise drive_error(400, "Invalid Value", "invalid", "pageSize" if size < 1 else "pageToken")
        start = int(token)
        result: Json = {"kind": "drive#fileList", "incompleteSearch": False}
        if start + size < len(chosen):
            result["nextPageToken"] = str(start + size)
        return result | {"files": [shown(file, who) for file in chosen[start : start + size]]}

    def files_update(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Rename a file, put it into the bin, move it."""
        file = self._file(parameters, who, 2)
        if "name" in body:
            file.name = body["name"]
            if file.book:
                file.book.properties["title"] = body["name"]
        if "trashed" in body or "writersCanShare" in body:
            self._file(parameters, who, LEVELS["owner"])
        file.trashed = body.get("trashed", file.trashed)
        file.writers_share = body.get("writersCanShare", file.writers_share)
        added = [who.root if one == "root" else one for one in parameters.get("addParents", "").split(",") if one]
        removed = parameters.get("removeParents", "").split(",")
        file.parents = [one for one in file.parents if one not in [*removed, *added]] + added
        self.world.edited(file, who)
        return shown(file, who)

    def files_copy(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Copy a file."""
        source = self._file(parameters, who)
        file = self.world.add(body.get("name") or f"Copy of {source.name}", who, source.mime)
        file.parents = body.get("parents") or (source.parents if file.owner == source.owner else [who.root])
        if source.book:
            file.book = self.world.copy_book(source.book, file.id)
            file.book.properties["title"] = file.name
            belong_to(file.book, who)
        return shown(file, who)

    def files_delete(self, who: Identity, parameters: Json, body: Json) -> None:
        """Delete a file for ever; only its owner may."""
        file = self._file(parameters, who, LEVELS["owner"])
        self.world.note_change(file, True)
        del self.world.files[file.id]

    def files_export(self, who: Identity, parameters: Json, body: Json) -> tuple[str, bytes]:
        """Give a spreadsheet as a workbook, or its first tab as text with commas or tabs."""
        file = self._file(parameters, who)
        made = exported(self.world, file, who, parameters["mimeType"])
        if made is None:
            raise drive_error(400, "The requested conversion is not supported.", "badRequest", "convertTo")
        return parameters["mimeType"], made

    def import_csv(self, who: Identity, file_id: str, data: bytes) -> Json:
        """Replace a spreadsheet by one tab with a text's rows, as the old upload method does."""
        file = self._file({"fileId": file_id}, who, 2)
        file.book = imported(self.world, file, who, data)
        self.world.edited(file, who)
        return {"kind": "drive#file", "id": file.id, "title": file.name, "mimeType": SPREADSHEET,
                "createdDate": stamp(file.created), "modifiedDate": stamp(file.modified)}  # fmt: skip

    def permissions_create(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Share a file."""
        file = self._shared(parameters, who)
        kind, role = body.get("type"), body.get("role")
        if kind not in ("user", "group", "domain", "anyone"):
            raise drive_error(400, "The permission type field is required.", "required", "permission.type")
        if role not in LEVELS:
            raise drive_error(400, "The permission role field is required.", "required", "permission.role")
        if kind in ("user", "group"):
            if "@" not in body.get("emailAddress", ""):
                raise drive_error(400, "The specified emailAddress is invalid or not applicable for the given "
                                  "permission type.", "invalidSharingRequest")  # fmt: skip
            new = permission(make_identity(body["emailAddress"]), role) | {"type": kind}
        elif kind == "domain":
            name = body.get("domain", "")
            new = {"id": name, "displayName": name, "type": kind, "kind": "drive#permission", "domain": name,
                   "role": role, "allowFileDiscovery": body.get("allowFileDiscovery", False)}  # fmt: skip
        else:
            new = {"id": "anyoneWithLink", "type": kind, "kind": "drive#permission", "role": role,
                   "allowFileDiscovery": False}  # fmt: skip
        if role == "owner" and new.get("emailAddress") != file.owner.email:
            self._give_away(file, who, parameters, new)
        file.permissions = [one for one in file.permissions if one["id"] != new["id"]] + [new]
        self.world.note_change(file)
        return new

    def _give_away(self, file: File, who: Identity, parameters: Json, new: Json) -> None:
        accepts = new.get("pendingOwner") and new["emailAddress"] == who.email
        if new.get("type") != "user" or not (file.is_owner(who) or accepts):
            raise insufficient()
        if not parameters.get("transferOwnership"):
            text = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
            raise drive_error(403, text, "forbidden", "transferOwnership")
        for one in file.permissions:
            if one["role"] == "owner":
                one["role"] = "writer"
        new["pendingOwner"] = False
        file.owner = make_identity(new["emailAddress"])

    def permissions_list(self, who: Identity, parameters: Json, body: Json) -> Json:
        """List who a file is shared with."""
        file = self._file(parameters, who, 2)
        return {"kind": "drive#permissionList", "permissions": file.permissions}

    def _permission(self, file: File, parameters: Json) -> Json:
        for one in file.permissions:
            if one["id"] == parameters["permissionId"]:
                return one
        text = f"Permission not found: {parameters['permissionId']}."
        raise drive_error(404, text, "notFound", "permissionId")

    def permissions_get(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Give one permission."""
        return self._permission(self._file(parameters, who), parameters)

    def permissions_update(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Change a permission's role."""
        file = self._shared(parameters, who)
        one = self._permission(file, parameters)
        if body.get("role") == "owner":
            self._give_away(file, who, parameters, one)
        elif one["role"] == "owner":
            raise insufficient()
        if body.get("role", "reader") not in LEVELS:
            raise drive_error(400, "The specified role is invalid.", "invalid", "permission.role")
        one["role"] = body.get("role", one["role"])
        if "pendingOwner" in body and one["type"] == "user":
            one["pendingOwner"] = bool(body["pendingOwner"])
        return one

    def permissions_delete(self, who: Identity, parameters: Json, body: Json) -> None:
        """Stop sharing with somebody; the owner stays."""
        file = self._file(parameters, who)
        one = self._permission(file, parameters)
        if one["role"] == "owner" or (file.level(who) < file.sharing_level and one.get("emailAddress") != who.email):
            raise insufficient()
        file.permissions.remove(one)
        self.world.note_change(file)

    def changes_getstartpagetoken(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Give the place from which later changes are listed."""
        last = max((one["number"] for one in self.world.changes), default=100)
        return {"kind": "drive#startPageToken", "startPageToken": str(last + 1)}

    def changes_list(self, who: Identity, parameters: Json, body: Json) -> Json:
        """List the files that changed since a token, each once."""
        if not parameters["pageToken"].isdecimal() or int(parameters.get("pageSize", 100)) < 1:
            raise drive_error(400, "Invalid Value", "invalid", "pageToken")
        since, size = int(parameters["pageToken"]), int(parameters.get("pageSize", 100))
        found = [one for one in self.world.changes if one["number"] >= since and self._visible(one, who)]
        result: Json = {"kind": "drive#changeList"}
        if len(found) > size:
            result["nextPageToken"] = str(found[size]["number"])
            found = found[:size]
        else:
            result["newStartPageToken"] = self.changes_getstartpagetoken(who, {}, {})["startPageToken"]
        return result | {"changes": [self._change(one, who) for one in found]}

    def _visible(self, change: Json, who: Identity) -> bool:
        file = self.world.files.get(change["fileId"])
        return bool(change["removed"] or (file and file.level(who)))

    def _change(self, change: Json, who: Identity) -> Json:
        result = {
            "kind": "drive#change", "removed": change["removed"], "fileId": change["fileId"],
            "time": stamp(change["time"]), "type": "file", "changeType": "file",
        }  # fmt: skip
        file = self.world.files.get(change["fileId"])
        return result | ({"file": shown(file, who)} if file else {})

    def about_get(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Say who the caller is."""
        return {"kind": "drive#about", "user": user(who) | {"me": True}}

    def comments_list(self, who: Identity, parameters: Json, body: Json) -> Json:
        """List a file's comments."""
        return {"kind": "drive#commentList", "comments": self._file(parameters, who).comments}

    def comments_create(self, who: Identity, parameters: Json, body: Json) -> Json:
        """Add a comment."""
        file = self._file(parameters, who)
        now = stamp(self.world.clock())
        comment = {"kind": "drive#comment", "id": self.world.new_id()[:11], "createdTime": now, "modifiedTime": now,
                   "author": user(who), **dict.fromkeys(("deleted", "resolved"), False), "replies": []}  # fmt: skip
        file.comments.append(comment | {name: body[name] for name in ("content", "anchor") if name in body})
        return file.comments[-1]


def _response(name: str) -> str | None:
    return next((one.response for one in schemas("drive").methods if one.name == name), None)


def user(who: Identity) -> Json:
    """Give an account as Drive shows it."""
    return {"kind": "drive#user", "displayName": who.name, "permissionId": who.permission_id, "emailAddress": who.email}


def shown(file: File, who: Identity) -> Json:
    """Give a file with everything a mask may ask for."""
    writes = file.level(who) >= 2
    result = {
        "kind": "drive#file", "id": file.id, "name": file.name, "mimeType": file.mime, "trashed": file.trashed,
        "parents": file.parents, "createdTime": stamp(file.created), "modifiedTime": stamp(file.modified),
        "version": str(file.version), "owners": [user(file.owner)], "ownedByMe": file.is_owner(who),
        "shared": len(file.permissions) > 1, "lastModifyingUser": user(file.last_editor or file.owner),
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
        "capabilities": {"canEdit": writes, "canShare": file.level(who) >= file.sharing_level,
                         "canDelete": file.is_owner(who), "canCopy": True},
        "appProperties": file.properties, "writersCanShare": file.writers_share,
    }  # fmt: skip
    if writes:
        result |= {"permissions": file.permissions, "permissionIds": [one["id"] for one in file.permissions]}
    return result
