"""A dialogue as a value: questions follow from the answers so far, and taking an answer back is dropping it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from models.importing import question_texts as ask
from models.text import Problem, one_line, plain

Answers = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing that only a person knows; `default` is what an empty line answers, `problem` what an answer settles."""

    key: str
    heading: str
    context: tuple[str, ...]
    asks: str
    default: str | None = None
    is_needed: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that was understood, as it is kept, and what is said back."""

    value: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that cannot be taken, and why."""

    why: str


class Subject(Protocol):
    """What is being settled."""

    def questions(self, answers: Answers) -> tuple[Prompt, ...]:
        """Every question that these answers leave or have led to, in order."""
        ...

    def hear(self, question: Prompt, said: str, answers: Answers) -> Accepted | Rejected:
        """Check one answer."""
        ...


@dataclass(frozen=True)
class Dialogue:
    """The answers so far, oldest first; None stands for a question passed over."""

    subject: Subject
    given: tuple[tuple[str, str | None], ...] = ()
    told: str = ""
    is_stopped: bool = False

    @property
    def answers(self) -> Answers:
        """The answers by question."""
        return dict(self.given)

    @property
    def question(self) -> Prompt | None:
        """What is asked next; None at the end."""
        if self.is_stopped:
            return None
        answers = self.answers
        return next((each for each in self.subject.questions(answers) if each.key not in answers), None)

    @property
    def progress(self) -> tuple[int, int]:
        """The number of the question at hand, and how many there are."""
        keys = [each.key for each in self.subject.questions(self.answers)]
        answered = sum(key in self.answers for key in keys)
        return min(answered + 1, len(keys)), len(keys)

    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(said is not None for _, said in self.given)

    def after(self, line: str) -> "Dialogue":
        """The dialogue after one line of a person; `told` is what is said back."""
        question = self.question
        if question is None:
            return self
        said = one_line(line)
        command = ask.COMMANDS.get(plain(said))
        if command == "help":
            return self._telling(ask.HELP_TEXT)
        if command == "back":
            return Dialogue(self.subject, self.given[:-1], ask.BACK if self.given else ask.NOTHING_BACK)
        if command == "stop":
            return Dialogue(self.subject, self.given, ask.STOPPED_HERE, is_stopped=True)
        if command == "skip":
            if question.is_needed:
                return self._telling(ask.CANNOT_SKIP)
            return Dialogue(self.subject, (*self.given, (question.key, None)), ask.LEFT_OPEN)
        if not said and question.default is None:
            return self._telling(ask.NO_DEFAULT)
        heard = self.subject.hear(question, said or question.default or "", self.answers)
        if isinstance(heard, Rejected):
            return self._telling(heard.why)
        return Dialogue(self.subject, (*self.given, (question.key, heard.value)), heard.told)

    def _telling(self, told: str) -> "Dialogue":
        return Dialogue(self.subject, self.given, told)
