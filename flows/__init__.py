"""Compositions of tasks and the command line; no rule of the domain lives here."""
