"""What every fact about a milestone says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What happened to which milestone, when it was seen, and its sentence."""

    milestone: str
    seen_at: datetime
    why: str
