"""What `vekha serve` is to serve."""

from dataclasses import dataclass
from pathlib import Path

from flows.served.registry import Served
from models.school import Settings
from tasks.folder import read_stamp


@dataclass(frozen=True)
class Orders:
    """Which schools are served, where the server lives, the zone of the schedules, and whose deployments they are."""

    schools: dict[str, Served]
    var: str
    zone: str
    token: str
    poll_seconds: int = 2
    port: int | None = None

    @property
    def home(self) -> Path:
        """Where Prefect keeps what is its own."""
        return Path(self.var) / "prefect"

    @classmethod
    def of(cls, settings: Settings, folder: Path, var: Path, now: str | None, port: int | None = None) -> "Orders":
        """To serve one school over its own folder."""
        stamp = read_stamp(var)
        served = {settings.id: Served(str(folder), str(var), now)}
        return cls(served, str(var), settings.time_zone, stamp.token if stamp else "", port=port)
