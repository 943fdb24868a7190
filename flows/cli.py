"""The command line: names, options and exit codes are a contract; nothing heavy is imported before it is needed."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

FINE, MEND, USAGE, OUR_BUG = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 fine, 1 a person must mend something, 2 usage, 3 our bug."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(given)
    options.var = Path(options.var)
    options.school = Path(options.school)
    from models.problems import VekhaError

    try:
        from flows import commands

        return commands.run(options)
    except VekhaError as error:
        return _say_error(str(error), options)
    except KeyboardInterrupt:
        return _say_error("Остановлено", options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception:
        trace = _keep_trace(options.var)
        _say_error(f"Ошибка в самой Вехе; след записан в {trace}: пришлите этот файл разработчикам", options)
        return OUR_BUG


def _say_error(sentence: str, options: argparse.Namespace) -> int:
    print(sentence, file=sys.stderr)
    return MEND


def _keep_trace(var: Path) -> str:
    name = f"trace-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        (var / name).write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        traceback.print_exc()
    return str(var / name)


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="vekha", description="Веха: дорожная карта школы в общей таблице, утверждение кворумом, письма вовремя."
    )
    _add_global(top, first=True)
    commands = top.add_subparsers(dest="command", required=True, metavar="КОМАНДА")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        _add_global(added, first=False)
        return added

    command("init", "сделать таблицу по дорожной карте (повторно: добавить недостающее, не трогая записей людей)")
    command("sync", "один проход: прочесть отметки и голоса, решить, записать")
    command("rehearse", "тот же проход, но ничего не записывать")
    status = command("status", "где стоит каждая веха")
    status.add_argument("--as-of", metavar="ДАТА", help="как было на конец этого дня, например 2021-12-31")
    history = command("history", "что происходило с вехой")
    history.add_argument("code", metavar="КОД", help="код вехи, например 1.3/2021")
    letters = command("letters", "поставить в очередь письма на сегодня")
    letters.add_argument("which", choices=["daily", "weekly"], help="ежедневные или сводка недели")
    letters.add_argument("--dry-run", action="store_true", help="показать письма, не ставя их в очередь")
    command("deliver", "отправить письма из очереди")
    term = command("term", "как понят срок")
    term.add_argument("text", metavar="СРОК", help="срок, как он записан, например «Февраль- март 2021»")
    term.add_argument("--period", "-p", metavar="P", help="период документа: 2021-2025 или 2014/2015")
    imports = command("import", "дорожная карта из документа Word, Excel или текста")
    imports.add_argument("file", metavar="ФАЙЛ", help=".docx, .xlsx, .csv, .tsv, .txt; .doc и .odt через LibreOffice")
    imports.add_argument("--period", "-p", metavar="P", help="период документа: 2021-2025 или 2014/2015")
    imports.add_argument("-o", "--output", metavar="DIR", help="записать сюда roadmap.yaml, people.yaml и import.md")
    command("check", "настройки, таблица, почта, база: что не так и как поправить")
    command("verify", "цепочка журнала, её пересчёт и таблица согласны")
    serve = command("serve", "сервер Prefect (если он не задан) и все расписания, пока не остановят")
    serve.add_argument("--rehearse-from", metavar="ДАТА", help="часы идут с этой недели (сдвиг хранится в --var)")
    demo = command("demo", "история школы от начала до утверждения, в отдельной папке")
    demo.add_argument("--quick", action="store_true", help=argparse.SUPPRESS)
    return top


def _add_global(parser: argparse.ArgumentParser, *, first: bool) -> None:
    """Global options stand before or after the command's name; only the first place sets their defaults."""

    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    parser.add_argument(
        "--school", metavar="DIR", default=default("config/school-150"), help="папка школы (config/school-150)"
    )
    parser.add_argument(
        "--now", metavar="МОМЕНТ", default=default(os.environ.get("VEKHA_NOW")), help="часы стоят: 2021-03-15T09:00"
    )
    parser.add_argument(
        "--var",
        metavar="DIR",
        default=default(os.environ.get("VEKHA_VAR", "var")),
        help="где база, таблица и письма (var)",
    )
    parser.add_argument("--json", action="store_true", default=default(False), help="факты одним объектом JSON")


if __name__ == "__main__":
    sys.exit(main())
