"""One outside world per file: board, database, mail, clock, configuration, Word. Plain functions."""
