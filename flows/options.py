"""The words of the command line: names and options are a contract."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from models.mail import LetterState
from models.usage import texts as usage_texts

USAGE = 2
Value = TypeVar("Value")


class RussianHelp(argparse.HelpFormatter):
    """Help whose first word people can read."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Put the line of usage first."""
        super().add_usage(usage, actions, groups, usage_texts.USAGE if prefix is None else prefix)


class RussianParser(argparse.ArgumentParser):
    """argparse that speaks Russian; the parsers of commands are of this class, too."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=RussianHelp)
        self._positionals.title, self._optionals.title = usage_texts.ARGUMENTS, usage_texts.OPTIONS
        self.add_argument("-h", "--help", action="help", help=usage_texts.HELP)

    def error(self, message: str) -> NoReturn:
        """Say in one line what was typed wrongly, and leave with 2."""
        print(usage_texts.mistyped(self.prog, message), file=sys.stderr)
        sys.exit(USAGE)


def parser() -> argparse.ArgumentParser:
    """Every command with its options; what they mean is said in the reader's language."""
    top = RussianParser(
        prog="vekha", description="Веха: дорожная карта школы в общей таблице, утверждение кворумом, письма вовремя."
    )
    _add_global(top, first=True)
    commands = top.add_subparsers(dest="command", required=True, metavar="КОМАНДА", title=usage_texts.COMMANDS)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        _add_global(added, first=False)
        return added

    command("init", "сделать таблицу по дорожной карте (повторно: добавить недостающее, не трогая записей людей)")
    command("sync", "один проход: прочесть отметки и голоса, решить, записать")
    rehearse = command("rehearse", "тот же проход, но ничего не записывать")
    rehearse.add_argument(
        "--if", dest="supposed", action="append", metavar="ГОЛОС", help="как если бы: «1.3/2021-1.1: Куратор утвердить»"
    )
    status = command("status", "где стоит каждая веха")
    status.add_argument("--as-of", type=a_day, metavar="ДАТА", help="как было на конец этого дня, например 2021-12-31")
    history = command("history", "что происходило с вехой")
    history.add_argument("code", metavar="КОД", help="код вехи, например 1.3/2021")
    reopen = command("reopen", "попросить голосующих вернуть завершённую веху в работу")
    reopen.add_argument("code", metavar="КОД", help="код вехи, например 1.3/2021")
    reopen.add_argument("--reason", required=True, metavar="ПРИЧИНА", help="почему её нужно открыть снова")
    letters = command("letters", "поставить в очередь письма на сегодня")
    editions = ["daily", "weekly", "monthly", "yearly", "all"]
    letters.add_argument(
        "which",
        choices=editions,
        metavar="|".join(editions),
        help="письма дня, со сводкой недели в её день; только сводки недели, месяца, года; all – всё, что причитается",
    )
    letters.add_argument("--dry-run", action="store_true", help="показать письма, не ставя их в очередь")
    letters.add_argument("--preview", metavar="ПАПКА", help="то же, письма страницами HTML в эту папку")
    command("deliver", "отправить письма из очереди")
    _add_outbox(command("outbox", "очередь писем: что ждёт, что не дошло и почему"))
    mail = command("mail", "пробное письмо прямо сейчас: что получилось шаг за шагом")
    mail.add_argument("what", choices=["test"], metavar="test", help="test – отправить пробное письмо")
    mail.add_argument("address", metavar="АДРЕС", help="куда")
    calendar = command("calendar", "сроки должности файлом .ics для календаря")
    calendar.add_argument("--for", dest="post", metavar="ДОЛЖНОСТЬ", required=True, help="например «Куратор»")
    calendar.add_argument("-o", "--output", metavar="ФАЙЛ", help="куда записать; без него – на экран")
    term = command("term", "как понят срок")
    term.add_argument("text", metavar="СРОК", help="срок, как он записан, например «Февраль- март 2021»")
    term.add_argument("--period", "-p", metavar="P", help="период документа: 2021-2025 или 2014/2015")
    imports = command("import", "дорожная карта из документа Word, Excel или текста")
    imports.add_argument("file", metavar="ФАЙЛ", help=".docx, .xlsx, .csv, .tsv, .txt; .doc и .odt через LibreOffice")
    imports.add_argument("--period", "-p", metavar="P", help="период документа: 2021-2025 или 2014/2015")
    imports.add_argument("-o", "--output", metavar="DIR", help="записать сюда roadmap.yaml, people.yaml и import.md")
    imports.add_argument("--ask", action="store_true", help="спросить здесь, в терминале, о том, что решает человек")
    imports.add_argument("--apply", action="store_true", help="внести изменённый документ в дорожную карту школы")
    imports.add_argument("--order", metavar="ПРИКАЗ", help="которым изменён документ: «№ 12 от 01.09.2022»")
    imports.add_argument(
        "--same",
        action="append",
        metavar="НОМЕР=КОД",
        help="мероприятие документа – прежнее (2.7=2.8) или новое (2.7=новое)",
    )
    imports.add_argument(
        "--reopen", action="append", metavar="КОД", help="вернуть в работу завершённую веху, срок которой изменён"
    )
    command("check", "настройки, таблица, почта, база: что не так и как поправить")
    command("verify", "цепочка журнала, её пересчёт и таблица согласны")
    serve = command("serve", "сервер Prefect (если он не задан) и все расписания, пока не остановят")
    serve.add_argument(
        "--rehearse-from", type=a_day, metavar="ДАТА", help="часы идут с этой недели (сдвиг хранится в --var)"
    )
    command("demo", "история школы от начала до утверждения, в папке demo внутри --var")
    return top


def _add_outbox(outbox: argparse.ArgumentParser) -> None:
    states = [str(each) for each in LetterState]
    outbox.add_argument(
        "--state",
        action="append",
        choices=states,
        metavar="СОСТОЯНИЕ",
        help=f"только эти: {', '.join(states)}; без него – что ждёт и что не дошло за неделю",
    )
    one = outbox.add_mutually_exclusive_group()
    one.add_argument("--retry", type=a_number_or_all, metavar="ID|all", help="отправить снова: номер письма или all")
    one.add_argument("--drop", type=a_number, metavar="ID", help="снять с отправки; другого за этот день не будет")
    one.add_argument("--revive", metavar="АДРЕС|all", help="адрес снова принимает письма")


def _add_global(command: argparse.ArgumentParser, *, first: bool) -> None:
    """Global options stand before or after the command's name; only the first place sets their defaults."""

    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    command.add_argument(
        "--school", metavar="DIR", default=default("config/school-150"), help="папка школы (config/school-150)"
    )
    command.add_argument(
        "--now",
        type=a_moment,
        metavar="МОМЕНТ",
        default=default(os.environ.get("VEKHA_NOW") or None),
        help="часы стоят: 2021-03-15T09:00",
    )
    command.add_argument(
        "--var",
        metavar="DIR",
        default=default(os.environ.get("VEKHA_VAR", "var")),
        help="где база, таблица и письма (var)",
    )
    command.add_argument("--json", action="store_true", default=default(False), help="факты одним объектом JSON")


def a_day(text: str) -> date:
    """The day that was typed."""
    return _typed(date.fromisoformat, text, usage_texts.day_not_understood)


def a_moment(text: str) -> str:
    """The moment as it was typed: which zone it is of is known to the school."""
    _typed(datetime.fromisoformat, text, usage_texts.moment_not_understood)
    return text


def a_number(text: str) -> int:
    """A letter's number."""
    return _typed(int, text, usage_texts.number_not_understood)


def a_number_or_all(text: str) -> int | str:
    """A letter's number, or «all»."""
    return text if text == "all" else _typed(int, text, usage_texts.number_or_all)


def _typed(read: Callable[[str], Value], text: str, wrong: Callable[[str], str]) -> Value:
    try:
        return read(text)
    except ValueError:
        raise argparse.ArgumentTypeError(wrong(text)) from None
