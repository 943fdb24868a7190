"""What stands still at a school, and who is told of it?"""

from flows.watch.configuration import keep_configuration, tell_of_configuration
from flows.watch.outages import tell_of_outages, tell_of_schedules, watch_school

__all__ = ["keep_configuration", "tell_of_configuration", "tell_of_outages", "tell_of_schedules", "watch_school"]
