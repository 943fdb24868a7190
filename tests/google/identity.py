"""Who calls: tokens, people and service accounts, their project's quota."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, unauthenticated

PREFIX = "identity:"
WINDOW_SECONDS = 60.0
PERSONAL = ("gmail.com", "gserviceaccount.com")


@dataclass(frozen=True)
class Identity:
    """Somebody with an address; `project` is whose quota their calls use."""

    email: str
    name: str
    project: str = "440000000001"

    @property
    def domain(self) -> str:
        """Give the address's domain."""
        return self.email.partition("@")[2].lower()

    @property
    def permission_id(self) -> str:
        """Give the number Drive knows this account by."""
        return str(sum(ord(letter) * 31**n for n, letter in enumerate(self.email)) % 10**19).zfill(20)

    @property
    def root(self) -> str:
        """Give the id of this account's own folder, My Drive."""
        return f"0A{self.permission_id[-14:]}UK9PVA"


def is_workspace(domain: str) -> bool:
    """Say whether a domain belongs to an organisation."""
    return not domain.endswith(PERSONAL)


def make_identity(email: str, name: str | None = None, project: str | None = None) -> Identity:
    """Make an identity from what is known."""
    email = email.strip().lower()
    return Identity(email, name or email.partition("@")[0], project or Identity.project)


DEFAULT_TOKENS = {
    "owner": "owner@school.example",
    "service": "engine@vekha.iam.gserviceaccount.com",
    "teacher": "teacher@school.example",
    "voter": "voter@school.example",
}


@dataclass
class Identities:
    """The tokens this server knows. `identity:someone@x.example` needs no registration."""

    tokens: dict[str, Identity] = field(
        default_factory=lambda: {token: make_identity(email) for token, email in DEFAULT_TOKENS.items()}
    )
    anyone: Identity | None = None
    revoked: set[str] = field(default_factory=set)

    def who(self, header: str | None, query_token: str | None = None) -> Identity:
        """Give the caller of a request, or refuse with 401 (403 without any token)."""
        token = query_token or ""
        if header:
            kind, _, token = header.partition(" ")
            if kind.lower() != "bearer":
                raise unauthenticated()
        token = token.strip()
        if not token:
            text = (
                "Method doesn't allow unregistered callers (callers without established identity). "
                "Please use API Key or other form of API consumer identity to call this API."
            )
            raise ApiError(403, text, "PERMISSION_DENIED")
        found = self.tokens.get(token)
        if found is None and "@" in token:
            found = make_identity(token.removeprefix(PREFIX))
        found = found or self.anyone
        if found is None or found.email in self.revoked:
            raise unauthenticated()
        return found

    def exchange(self, given: dict[str, str]) -> dict[str, Any]:
        """Give a token for a service account's signed request (not verified) or for a refresh token that is a token."""
        if given.get("grant_type") == "refresh_token":
            try:
                email = self.who(f"Bearer {given.get('refresh_token', '')}").email
            except ApiError:
                return {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            return {"access_token": PREFIX + email, "expires_in": 3599, "token_type": "Bearer"}
        try:
            part = given.get("assertion", "").split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            email = str(claims["iss"]).lower()
        except (IndexError, KeyError, ValueError):
            return {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        if email in self.revoked:
            return {"error": "invalid_grant", "error_description": "Invalid grant: account not found"}
        return {"access_token": PREFIX + email, "expires_in": 3599, "token_type": "Bearer"}


@dataclass
class Quota:
    """Calls allowed in any 60 seconds; None is no limit."""

    per_user: int | None = None
    per_project: int | None = None
    calls: dict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, who: Identity, kind: str) -> None:
        """Count one read or write, or refuse it with 429."""
        now = time.monotonic()
        with self.lock:
            for limit, owner, scope in (
                (self.per_user, f"{who.project}/{who.email}", "per minute per user"),
                (self.per_project, who.project, "per minute"),
            ):
                spent = self.calls[owner, kind]
                while spent and spent[0] <= now - WINDOW_SECONDS:
                    spent.popleft()
                if limit is not None and len(spent) >= limit:
                    raise exhausted(kind, scope, who.project)
            for owner in (f"{who.project}/{who.email}", who.project):
                self.calls[owner, kind].append(now)


def exhausted(kind: str, scope: str, project: str) -> ApiError:
    """Refuse a call above the quota, in Google's words."""
    metric, limit = f"{kind.capitalize()} requests", f"{kind.capitalize()} requests {scope}"
    text = (
        f"Quota exceeded for quota metric '{metric}' and limit '{limit}' of service 'sheets.googleapis.com' "
        f"for consumer 'project_number:{project}'."
    )
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": f"projects/{project}",
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "quota_limit": f"{kind.capitalize()}RequestsPerMinutePer{'User' if 'user' in scope else 'Project'}",
            "quota_location": "global",
        },
    }
    return ApiError(429, text, "RESOURCE_EXHAUSTED", details=[info])
