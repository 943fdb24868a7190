"""What stands still at a school, and who is told of it?"""

from flows.watch.outages import tell_of_outages, tell_of_schedules, tell_of_settings, watch_school

__all__ = ["tell_of_outages", "tell_of_schedules", "tell_of_settings", "watch_school"]
