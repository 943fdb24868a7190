"""vekha completion bash|zsh: a script by which the shell completes commands and options."""

import argparse

from flows.usage import parser


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    print(shtab.complete(parser(), options.shell))
    return 0
