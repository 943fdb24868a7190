"""Formulas: their text, their references, their values and where arrays spill."""
