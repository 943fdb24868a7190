"""How one delivery of the queue went."""

from dataclasses import dataclass, replace

from models.mail.queue import Result
from models.mail.smtp_replies import SendResult


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many letters went, how many were refused, how many wait.

    The alert is for the administrator; it is `told` already when an earlier delivery gave the same one. `paused` says
    why the rest was not tried: the server is away, and each letter would wait for it anew. It is `away` where no
    letter could be sent for so long that the administrator is told.
    """

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    alert: str | None = None
    told: bool = False
    paused: str | None = None
    away: bool = False

    def after(self, handed: SendResult, *, met: bool) -> "Delivery":
        """The delivery after one more letter; `met`: the server was ready to take it."""
        return replace(
            self,
            sent=self.sent + (handed.result is Result.SENT),
            failed=self.failed + (handed.result in (Result.PERMANENT, Result.REFUSED)),
            alert=handed.error if handed.result is Result.MISCONFIGURED else None,
            paused=handed.error if handed.result is Result.TEMPORARY and not met else None,
        )
