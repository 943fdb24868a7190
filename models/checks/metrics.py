"""What a pass came to, in Prometheus' text format."""

from collections.abc import Mapping

HELP = {
    "vekha_last_pass_timestamp_seconds": "When the last pass ended, by the real clock.",
    "vekha_pass_duration_seconds": "How long it took.",
    "vekha_pass_facts": "How many facts it recorded.",
    "vekha_pass_problems": "How many problems stood after it.",
    "vekha_board_calls": "How many calls to the board's service it took.",
    "vekha_milestones_overdue": "How many milestones were overdue.",
    "vekha_letters_waiting": "How many letters waited to be sent.",
}


def metrics_text(school: str, values: Mapping[str, float]) -> str:
    """One gauge for each value, labelled with the school's id.

    >>> print(metrics_text("school-150", {"vekha_pass_facts": 3}), end="")
    # HELP vekha_pass_facts How many facts it recorded.
    # TYPE vekha_pass_facts gauge
    vekha_pass_facts{school="school-150"} 3
    """
    label = school.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return "".join(
        f'# HELP {name} {HELP[name]}\n# TYPE {name} gauge\n{name}{{school="{label}"}} {value:.10g}\n'
        for name, value in values.items()
    )
