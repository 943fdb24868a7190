"""A faithful local stand-in for Google Sheets and Drive: real HTTP, several callers, switchable misfortunes.

Start it by `python -m tests.google.server --port N`, or use `Server` of `tests.google.server` in a test.
"""
