"""The options that stand before or after every command."""

import os

from flows.usage.values import Option, a_moment, option
from models.usage import help_texts as say


def everywhere() -> tuple[Option, ...]:
    """The options that every command takes, with their defaults of this moment."""
    now, var = os.environ.get("VEKHA_NOW") or None, os.environ.get("VEKHA_VAR", "var")
    return (
        option("--school", metavar="DIR", default="config/school-150", help=say.SCHOOL),
        option("--now", type=a_moment, metavar=say.A_MOMENT, default=now, help=say.NOW),
        option("--var", metavar="DIR", default=var, help=say.VAR),
        option("--json", action="store_true", help=say.JSON),
    )
