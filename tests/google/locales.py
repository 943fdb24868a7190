"""How numbers, dates and words are written in a spreadsheet's locale."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Locale:
    """Separators, the order of a date's parts and the default patterns."""

    decimal: str = "."
    group: str = ","
    order: str = "mdy"
    date: str = "m/d/yyyy"
    time: str = "h:mm:ss am/pm"
    separators: str = "/-."
    symbol: str = "$"
    symbol_after: bool = False
    yes: str = "TRUE"
    no: str = "FALSE"
    months: tuple[str, ...] = ()

    @property
    def date_time(self) -> str:
        """Give the default pattern of a moment."""
        return f"{self.date} {'h:mm:ss' if 'am' in self.time else self.time}"

    def money(self, digits: str, symbol: str = "") -> str:
        """Give the pattern of a sum in the locale's own currency, or in another one with its symbol."""
        sign = f"[${symbol}]" if symbol not in ("", self.symbol) else f'"{self.symbol}"'
        return f"{digits}\xa0{sign}" if self.symbol_after else f"{sign}{digits}"


ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
RUSSIAN = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
           "ноября", "декабря")  # fmt: skip
RUSSIAN_NOMINATIVE = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
                      "ноябрь", "декабрь")  # fmt: skip
DOTTED = Locale(decimal=",", order="dmy", date="dd.mm.yyyy", time="H:mm:ss", symbol_after=True)

LOCALES = {
    "en_US": Locale(months=ENGLISH),
    "en_GB": Locale(order="dmy", date="dd/mm/yyyy", time="HH:mm:ss", symbol="£", months=ENGLISH),
    "ru_RU": replace(DOTTED, group="\xa0", symbol="₽", yes="ИСТИНА", no="ЛОЖЬ", months=RUSSIAN),
    "de_DE": replace(DOTTED, group=".", symbol="€", yes="WAHR", no="FALSCH"),
    "fr_FR": Locale(
        decimal=",", group="\u202f", order="dmy", date="dd/mm/yyyy", time="HH:mm:ss", symbol="€", symbol_after=True,
        yes="VRAI", no="FAUX",
    ),
}  # fmt: skip
KNOWN_LANGUAGES = {"en": "en_US", "ru": "ru_RU", "de": "de_DE", "fr": "fr_FR", "uk": "ru_RU", "kk": "ru_RU"}


def locale(name: str) -> Locale:
    """Give a locale's habits; an unknown one is taken by its language, else as en_US."""
    return LOCALES.get(name) or LOCALES[KNOWN_LANGUAGES.get(name.split("_", maxsplit=1)[0], "en_US")]
