"""A faithful local stand-in for Google Sheets and Drive: real HTTP, several callers, switchable misfortunes."""
