"""The refusals Google gives: an HTTP code, a status word, a message."""

from __future__ import annotations

from typing import Any

NOT_FOUND_TEXT = "Requested entity was not found."
DENIED_TEXT = "The caller does not have permission"
PROTECTED_TEXT = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
UNAUTHENTICATED_TEXT = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


class ApiError(Exception):
    """An answer that refuses the call."""

    def __init__(self, code: int, message: str, status: str, **more: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.status, self.more = code, message, status, more

    def body(self) -> dict[str, Any]:
        """Give the JSON body in the order Google writes it."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if "errors" in self.more:
            error["errors"] = self.more["errors"]
        if self.status:
            error["status"] = self.status
        if "details" in self.more:
            error["details"] = self.more["details"]
        return {"error": error}

    def for_drive(self) -> ApiError:
        """Give the same refusal in the Drive API's shape."""
        if "errors" in self.more:
            return self
        reasons = {400: "badRequest", 401: "authError", 403: "forbidden", 404: "notFound", 429: "rateLimitExceeded"}
        reason = reasons.get(self.code, "backendError")
        domain = "usageLimits" if self.code == 429 else "global"
        errors = [{"message": self.message, "domain": domain, "reason": reason}]
        return ApiError(self.code, self.message, self.status, **(self.more | {"errors": errors}))

    def under(self, where: str) -> ApiError:
        """Give the same refusal, said about one request of a batch."""
        return ApiError(self.code, f"{where}: {self.message}", self.status, **self.more)


def invalid(message: str, **more: Any) -> ApiError:
    """Refuse an argument with 400."""
    return ApiError(400, message, "INVALID_ARGUMENT", **more)


def bad_request(message: str, violations: list[tuple[str, str]]) -> ApiError:
    """Refuse a payload with 400 and name each field that is wrong."""
    found = []
    for field, description in violations:
        found.append({"field": field, "description": description} if field else {"description": description})
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": found}]
    return invalid(message, details=details)


def not_found() -> ApiError:
    """Say that a Sheets entity does not exist."""
    return ApiError(404, NOT_FOUND_TEXT, "NOT_FOUND")


def denied() -> ApiError:
    """Say that the caller may not do this to the spreadsheet."""
    return ApiError(403, DENIED_TEXT, "PERMISSION_DENIED")


def unauthenticated() -> ApiError:
    """Say that the token is unknown or missing."""
    return ApiError(401, UNAUTHENTICATED_TEXT, "UNAUTHENTICATED")


def protected() -> ApiError:
    """Say that a protected range stands in the way."""
    return invalid(PROTECTED_TEXT)


def drive_error(code: int, message: str, reason: str, location: str | None = None) -> ApiError:
    """Refuse in the Drive API's shape, which repeats itself in `errors` and has no status word."""
    one = {"message": message, "domain": "global", "reason": reason}
    if location:
        one |= {"location": location, "locationType": "parameter"}
    return ApiError(code, message, "", errors=[one])


def file_not_found(file_id: str) -> ApiError:
    """Say that Drive knows no such file, or will not show it to this caller."""
    return drive_error(404, f"File not found: {file_id}.", "notFound", "fileId")
