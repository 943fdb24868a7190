"""The seed school's story: each step is what people do in the workbook, and what the engine answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.mail import deliver_queue, queue_letters
from flows.office import open_school
from flows.passes import make_board, run_pass
from tasks.xlsx import fill

CODE = "1.1/2021"
GOOD = "Приказ № 21/2 от 18.02.2021 https://school150.example/docs/prikaz-21-2"
BETTER = "Приказ № 21/2 от 18.02.2021 с приложением https://school150.example/docs/prikaz-21-2-s-prilozheniem"


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the story: who does what in which row, then a pass, or letters."""

    at: str
    told: str
    tab: str = ""
    key: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    letters: bool = False


def _votes(*votes: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
    said = [(f"{voter}: решение", choice) for voter, choice, _ in votes]
    return (*said, *((f"{voter}: замечание", why) for voter, _, why in votes if why))


PLAN, APPROVAL = "План 2021", "Утверждение"
YES, NO = "Утвердить", "Вернуть"
CURATOR = _votes(("Куратор", YES, ""))
MEMBERS = [f"Член рабочей группы {number}" for number in (1, 2, 3, 4)]
REASON = "Нет приложения к приказу"
STORY = (
    Step("2021-03-01T09:00", "Веха читает дорожную карту и делает таблицу"),
    Step("2021-03-02T10:00", "Директор отмечает 1.1 «Начато»", PLAN, CODE, (("Отметка", "Начато"),)),
    Step("2021-03-09T10:00", "Директор ставит «Готово» и пишет «Приказ подготовлен»", PLAN, CODE,
         (("Отметка", "Готово"), ("Результат", "Приказ подготовлен"))),
    Step("2021-03-10T10:00", "Директор дописывает номер, дату и ссылку", PLAN, CODE, (("Результат", GOOD),)),
    Step("2021-03-11T10:00", "Куратор проверяет и утверждает", APPROVAL, f"{CODE}-1.1", CURATOR),
    Step("2021-03-12T10:00", "Двое из рабочей группы: один утверждает, другой возвращает", APPROVAL, f"{CODE}-1.2",
         _votes((MEMBERS[1], YES, ""), (MEMBERS[2], NO, REASON))),
    Step("2021-03-15T10:00", "Директор прикладывает приказ с приложением", PLAN, CODE, (("Результат", BETTER),)),
    Step("2021-03-16T10:00", "Куратор снова утверждает", APPROVAL, f"{CODE}-2.1", CURATOR),
    Step("2021-03-17T10:00", "Трое из четырёх утверждают", APPROVAL, f"{CODE}-2.2",
         _votes(*((member, YES, "") for member in MEMBERS[:3]))),
    Step("2021-04-01T08:00", "Первый рабочий день месяца: сводка за март с графиком", letters=True),
    Step("2021-04-02T08:00", "Срок 1.4, 2.1 и 5.1 прошёл: уходят письма о просрочке", letters=True),
    Step("2021-04-05T08:00", "Понедельник: куратор, рабочая группа и директор получают сводку недели", letters=True),
)  # fmt: skip


def play(folder: Path, var: Path) -> Iterator[tuple[Step, list[str]]]:
    """Play the story in an empty `var` folder, step by step, with what the engine said to each."""
    for step in STORY:
        with open_school(folder, var, step.at) as office:
            said = []
            if not office.board.exists():
                make_board(office)
                said.append(f"{office.board.place}: {len(office.school.milestones)} вехи на 2021–2025 годы")
            if step.cells:
                fill(Path(office.board.place), step.tab, step.key, dict(step.cells))
            done = run_pass(office)
            said += [f"{event.milestone}: {event.why}" for event in done.events]
            said += [f"{problem.where}: {problem.sentence()}" for problem in done.problems]
            if step.letters:
                queued = queue_letters(office)
                said += [f"{letter.label}: {text.subject}" for letter, text in queued.letters]
                deliver_queue(office)
            yield step, said
