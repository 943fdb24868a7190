"""What stopped for everybody, who is told when it stops and when it works again, and what is said meanwhile?"""

from models.alarms import texts
from models.alarms.alarms import alarm_letters, away_since, has_stood, standing

__all__ = ["alarm_letters", "away_since", "has_stood", "standing", "texts"]
