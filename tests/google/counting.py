"""What was called, by whom, how many bytes it took."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Call:
    """One call as the wire saw it; bytes are of the bodies as sent (gzip included)."""

    method: str
    who: str
    spreadsheet: str
    code: int
    bytes_in: int
    bytes_out: int
    seconds: float


@dataclass
class Ledger:
    """All calls since the last reset."""

    calls: list[Call] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, call: Call) -> None:
        """Add a call."""
        with self.lock:
            self.calls.append(call)

    def reset(self) -> None:
        """Forget all calls."""
        with self.lock:
            self.calls.clear()

    def totals(self) -> dict[str, Any]:
        """Give the counts: calls, bytes, by method, by answer, by caller."""
        with self.lock:
            calls = list(self.calls)
        return {
            "calls": len(calls),
            "bytes_in": sum(call.bytes_in for call in calls),
            "bytes_out": sum(call.bytes_out for call in calls),
            "by_method": dict(Counter(call.method for call in calls)),
            "by_code": {str(code): count for code, count in Counter(call.code for call in calls).items()},
            "by_caller": dict(Counter(call.who for call in calls)),
        }

    def log(self) -> list[dict[str, Any]]:
        """List the calls in order."""
        with self.lock:
            return [asdict(call) for call in self.calls]
