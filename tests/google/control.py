"""The control endpoint: identities, misfortunes, quota, clock, counters, and a person's edit right now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from .errors import ApiError, invalid
from .identity import make_identity
from .people import act
from .sheets_api import empty_book

if TYPE_CHECKING:
    from .server import Server

Json = dict[str, Any]


class Control:
    """Answers `/__control__/…`; every POST takes and gives JSON."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def handle(self, verb: str, path: str, body: Json | None) -> Json:
        """Do what the path's last part says."""
        name = path.removeprefix("/__control__").strip("/") or "state"
        work = getattr(self, f"_{verb.lower()}_{name}", None)
        if work is None:
            known = sorted(one for one in dir(self) if one.startswith(("_get_", "_post_", "_delete_")))
            listed = ", ".join(one[1:].replace("_", " ", 1) for one in known)
            raise ApiError(404, f"No such control: {verb} {name}; known: {listed}", "NOT_FOUND")
        try:
            result: Json = work(body or {})
        except (TypeError, KeyError, ValueError) as error:
            raise invalid(f"{name}: {type(error).__name__}: {error}") from error
        return result

    def _get_state(self, _body: Json) -> Json:
        """Give counters, waiting misfortunes, files and our own faults."""
        server = self.server
        with server.world.lock:
            files = {one.id: {"name": one.name, "owner": one.owner.email} for one in server.world.files.values()}
            tokens = {token: one.email for token, one in server.world.identities.tokens.items()}
        waiting = [{"kind": one.kind, "method": one.method, "struck": one.struck} for one in server.misfortunes.rules]
        return {
            "counters": server.ledger.totals(), "misfortunes": waiting, "files": files, "tokens": tokens,
            "faults": list(server.world.faults), "refused_edits": list(server.misfortunes.refused),
        }  # fmt: skip

    def _get_counters(self, _body: Json) -> Json:
        return self.server.ledger.totals()

    def _get_log(self, _body: Json) -> Json:
        return {"calls": self.server.ledger.log()}

    def _post_reset(self, body: Json) -> Json:
        """Forget counters and misfortunes; with {"files": true} also all files."""
        self.server.ledger.reset()
        self.server.misfortunes.clear()
        self.server.misfortunes.refused.clear()
        self.server.world.quota.calls.clear()
        self.server.set_quota(None, None)
        if body.get("files"):
            with self.server.world.lock:
                self.server.world.files.clear()
                self.server.world.changes.clear()
        return {}

    def _post_identities(self, body: Json) -> Json:
        """Map a token to an address: {"token", "email", "name"?, "project"?}."""
        who = make_identity(body["email"], body.get("name"), body.get("project"))
        self.server.world.identities.tokens[body["token"]] = who
        return {"token": body["token"], "email": who.email}

    def _post_revoke(self, body: Json) -> Json:
        """Refuse an address from now on ({"email"}), or take that back ({"email", "undo": true})."""
        revoked = self.server.world.identities.revoked
        (revoked.discard if body.get("undo") else revoked.add)(body["email"].lower())
        return {"revoked": sorted(revoked)}

    def _post_misfortunes(self, body: Json) -> Json:
        """Add one rule, or several under "rules"; "seed" loads the dice."""
        if "seed" in body:
            self.server.misfortunes.dice.seed(body.pop("seed"))
        rules = body.get("rules", [body] if body else [])
        for rule in rules:
            self.server.misfortunes.add(**rule)
        return {"waiting": len(self.server.misfortunes.rules)}

    def _delete_misfortunes(self, _body: Json) -> Json:
        self.server.misfortunes.clear()
        return {}

    def _post_latency(self, body: Json) -> Json:
        """Add seconds to every call."""
        self.server.misfortunes.latency_seconds = float(body["seconds"])
        return {"seconds": self.server.misfortunes.latency_seconds}

    def _post_quota(self, body: Json) -> Json:
        """Limit calls a minute: {"per_user": 60, "per_project": 300}; null is no limit."""
        self.server.set_quota(body.get("per_user"), body.get("per_project"))
        return {"per_user": body.get("per_user"), "per_project": body.get("per_project")}

    def _post_clock(self, body: Json) -> Json:
        """Stop the clock at a moment with a zone ({"now": "2021-03-15T09:00+03:00"}), or let it go ({"now": null})."""
        self.server.set_clock(datetime.fromisoformat(body["now"]) if body.get("now") else None)
        return {"now": self.server.world.clock().isoformat()}

    def _post_files(self, body: Json) -> Json:
        """Make a spreadsheet: {"name", "owner", "id"?, "locale"?, "timeZone"?}; recordings may want their own id."""
        world = self.server.world
        with world.lock:
            file = world.add(body["name"], make_identity(body["owner"]), file_id=body.get("id"))
            zone = body.get("timeZone", "Etc/GMT")
            file.book = empty_book(file.id, file.name, body.get("locale", "en_US"), zone)
            return {"id": file.id}

    def _post_edit(self, body: Json) -> Json:
        """Let a person edit now: a step with its "spreadsheetId"."""
        with self.server.world.lock:
            return act(self.server.sheets, self.server.file(body["spreadsheetId"]), body)
