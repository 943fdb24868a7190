"""How are configuration, secrets and the clock read, and files written back?"""

from tasks.config import clock
from tasks.config.clock import (
    fix_shift,
    is_rehearsal,
    is_synchronised,
    moment,
    owner_of_clock,
    real_moment,
    shift,
    tick,
)
from tasks.config.fleet import (
    Fleet,
    FleetSchool,
    SchoolFault,
    database_of,
    database_of_fleet,
    fleet_file,
    list_school,
    read_fleet,
)
from tasks.config.last_settings import keep_settings, read_school
from tasks.config.load import ConfigurationError, files_of_school, load, load_school
from tasks.config.namesakes import namesakes
from tasks.config.new_files import refuse_to_overwrite, write_files
from tasks.config.new_school import begin_school
from tasks.config.production_calendar import work_calendar
from tasks.config.roadmap_file import stage
from tasks.config.secret_values import Named, environment_of, read_secret
from tasks.config.trace import harmless_words, keep_trace

__all__ = [
    "ConfigurationError",
    "Fleet",
    "FleetSchool",
    "Named",
    "SchoolFault",
    "begin_school",
    "clock",
    "database_of",
    "database_of_fleet",
    "environment_of",
    "files_of_school",
    "fix_shift",
    "fleet_file",
    "harmless_words",
    "is_rehearsal",
    "is_synchronised",
    "keep_settings",
    "keep_trace",
    "list_school",
    "load",
    "load_school",
    "moment",
    "namesakes",
    "owner_of_clock",
    "read_fleet",
    "read_school",
    "read_secret",
    "real_moment",
    "refuse_to_overwrite",
    "shift",
    "stage",
    "tick",
    "work_calendar",
    "write_files",
]
