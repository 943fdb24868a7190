"""vekha health: whether the school is well, for monitoring."""

import argparse

from flows.commands import tell
from flows.office import open_school
from flows.passes import measure
from models.checks import health, health_texts


def run(options: argparse.Namespace) -> int:
    """Tell every check; 1 where a person is needed."""
    with open_school(options.school, options.var, options.now) as office:
        checks = health(measure(office))
    ok = all(each.ok for each in checks)
    facts = {
        "ok": ok,
        "checks": [
            {
                "name": each.name,
                "ok": each.ok,
                "age_s": round(each.age.total_seconds()) if each.age is not None else None,
                "said": each.said,
            }
            for each in checks
        ],
    }
    lines = [f"{'✓' if each.ok else '✗'} {each.said}" for each in checks]
    tell(options, facts, [*lines, health_texts.WELL if ok else health_texts.ILL])
    return 0 if ok else 1
