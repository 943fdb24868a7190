"""How long generated cases are sought: a little and always the same in `make test`, long and at random in `make fuzz`.

VEKHA_FUZZ is how many times the usual number of cases are tried.
"""

import os

from hypothesis import settings

TIMES = int(os.environ.get("VEKHA_FUZZ", "1"))

settings.register_profile("usual", deadline=None, database=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=100 * TIMES, print_blob=True)
settings.load_profile("fuzz" if TIMES > 1 else "usual")


def examples(usual: int) -> settings:
    """Settings for a test that usually tries so many cases."""
    return settings(max_examples=usual * TIMES)
