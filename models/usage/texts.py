"""What is said of a command that was typed wrongly: argparse's own sentences, in the reader's language."""

import ast
import difflib
import re
from collections.abc import Callable, Sequence

HELP = "показать эту справку"
SEE_HELP = "{command}: {found}. Справка: {command} --help"
USAGE, COMMANDS, ARGUMENTS, OPTIONS = "Как писать: ", "команды", "что указать", "ключи"


def moment_not_understood(text: str) -> str:
    """The clock was told a moment that is none."""
    return f"время «{text}» не понято; пример: --now 2021-03-15T09:00 (или VEKHA_NOW)"


def day_not_understood(text: str) -> str:
    """A day that is none."""
    return f"день «{text}» не понят; пример: 31.12.2021 или 2021-12-31"


def number_not_understood(text: str) -> str:
    """A letter's number that is none."""
    return f"«{text}» не номер письма; пример: 12"


def port_not_understood(text: str) -> str:
    """A port that is none."""
    return f"«{text}» не порт; пример: 4300 (от 1024 до 65535)"


def direction_not_understood(text: str) -> str:
    """A direction's number that is none."""
    return f"«{text}» не номер направления; пример: 3"


def protocol_not_understood(text: str) -> str:
    """A protocol's number that is none."""
    return f"«{text}» не номер протокола; пример: 2"


def number_or_all(text: str) -> str:
    """Neither a letter's number nor all of them."""
    return f"«{text}» не номер письма; пример: 12, или all – все"


def mistyped(command: str, found: str) -> str:
    """One line: what is wrong, and where the help is.

    >>> mistyped("vekha history", "the following arguments are required: КОД")
    'vekha history: не указано: КОД. Справка: vekha history --help'
    """
    return SEE_HELP.format(command=command, found=in_russian(found))


def in_russian(found: str) -> str:
    """A sentence of argparse in Russian; another one is left as it is.

    >>> in_russian("argument КОМАНДА: invalid choice: 'snyc' (choose from 'init', 'sync')")
    'КОМАНДА: «snyc» не подходит, может быть, «sync»? Есть: init, sync'
    >>> in_russian("unrecognized arguments: --fast 1"), in_russian("argument --now: expected one argument")
    ('неизвестный параметр: --fast 1', '--now: после него нужно значение')
    """
    argument = re.match(r"argument ([^:]+): (.*)\Z", found, re.DOTALL)
    said = argument[2] if argument else found
    for pattern, sentence in SENTENCES:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            said = sentence(*match.groups())
            break
    named = argument is not None and not re.fullmatch(r"[a-z|]+", argument[1])  # what may stand there is said anyway
    return f"{argument[1]}: {said}" if argument and named else said


def not_a_choice(value: str, choices: str) -> str:
    """A word that is not among those allowed."""
    typed, allowed = str(ast.literal_eval(value)), re.findall(r"'([^']*)'", choices)
    near = difflib.get_close_matches(typed, allowed, n=1)
    hint = f", может быть, «{near[0]}»?" if near else "."
    return f"«{typed}» не подходит{hint} Есть: {', '.join(allowed)}"


SENTENCES: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"the following arguments are required: (.+)", lambda names: f"не указано: {names}"),
    (r"unrecognized arguments: (.+)", lambda words: near_option(words, ())),
    (r"invalid choice: (.+) \(choose from (.+)\)", not_a_choice),
    (r"expected one argument", lambda: "после него нужно значение"),
    (r"expected at least one argument", lambda: "после него нужно хотя бы одно значение"),
    (r"ignored explicit argument (.+)", lambda value: f"значения не принимает, а стоит {value}"),
    (r"not allowed with argument (.+)", lambda other: f"вместе с {other} не пишется"),
    (r"one of the arguments (.+) is required", lambda names: f"нужно одно из: {names}"),
    (r"ambiguous option: (.+) could match (.+)", lambda option, many: f"{option} подходит к разным ключам: {many}"),
)


def near_option(words: str, known: Sequence[str]) -> str:
    """An option that is not there.

    >>> near_option("--jsn", ["--json", "--now"]), near_option("1", ["--json"])
    ('неизвестный параметр: --jsn, похоже на «--json»', 'неизвестный параметр: 1')
    """
    near = [difflib.get_close_matches(word, known, n=1) for word in words.split() if word.startswith("-")]
    hint = ", ".join(f"«{each[0]}»" for each in near if each)
    return f"неизвестный параметр: {words}" + (f", похоже на {hint}" if hint else "")


STOPPED = "Остановлено"
OUTPUT_FULL = "Ответ не вывести: {reason}"
NOT_TEXT = "Слово команды не читается: наберите её в кодировке UTF-8"
VERSION = "Веха {version}"
OUR_BUG = "Ошибка в самой Вехе; след записан в {trace}: пришлите этот файл разработчикам"
