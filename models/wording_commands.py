"""What is said to the curator's own commands."""

from collections.abc import Sequence


def not_finished(code: str) -> str:
    """Nothing to reopen."""
    return f"Веха {code} ещё не завершена: возвращать в работу нечего"


def reopening_waits(code: str) -> str:
    """Somebody has asked already."""
    return f"О возврате вехи {code} в работу уже голосуют"


def reopening_needs_reason() -> str:
    """Why is it opened again?"""
    return "Напишите причину: vekha reopen КОД --reason «…»"


def supposition_not_understood(text: str, ballots: Sequence[str]) -> str:
    """A vote of `rehearse --if` that cannot be understood."""
    there = f"; открыты и закрыты: {', '.join(ballots)}" if ballots else "; голосований пока нет"
    return f"«{text}» не понято; пример: --if «1.3/2021-1.1: Член рабочей группы 2 утвердить»{there}"
