"""A dialogue as a value: questions follow from the answers so far, and taking an answer back is dropping it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from models.importing import question_texts as ask
from models.importing import texts
from models.importing.imported import ImportedActivity
from models.roadmap import Settled
from models.text import Problem, one_line, plain


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that was understood, as it is kept, and what is said back."""

    value: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that cannot be taken, and why."""

    why: str


Answers = Mapping[str, Accepted | None]


@dataclass
class Answered:
    """What the answers come to: by whom and when terms were settled, how (by code), and the problems that closes."""

    by: str = ""
    on: date = date.min
    terms: dict[str, Settled] = field(default_factory=dict)
    closed: set[Problem] = field(default_factory=set)


O_contra = TypeVar("O_contra", bound=Answered, contravariant=True)


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is put; `default` is what an empty line answers."""

    asks: str
    heading: str = ""
    context: tuple[str, ...] = ()
    default: str | None = None


class Prompt(ABC, Generic[O_contra]):
    """One thing that only a person knows; each kind says how it asks, what it accepts and what an answer changes."""

    topic: str
    is_needed = False

    @property
    def key(self) -> str:
        """What answers are found by."""
        return f"{self.topic}:{about}" if (about := self.about()) else self.topic

    def about(self) -> str:
        """The row, post or form that is asked about; empty where the whole document is."""
        return ""

    @abstractmethod
    def ask(self) -> Asking:
        """What a person is shown."""

    def accept(self, said: str) -> Accepted | Rejected:
        """Check an answer, at once."""
        return Accepted(said)

    def apply(self, answer: Accepted, outcome: O_contra) -> None:
        """Put an accepted answer into what the dialogue comes to, where anything follows from it."""


@dataclass(kw_only=True)
class Settling(Answered):
    """A document on the way to a roadmap: its activities and forms by code, and the checklist of what was answered."""

    activities: dict[str, ImportedActivity]
    forms: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    roles: dict[str, str] = field(default_factory=dict)
    title: str = ""

    def tick(self, heading: str, answer: Accepted) -> None:
        """Note an answer for the checklist."""
        self.lines.append(ask.settled_other(heading, answer.told or answer.value))


@dataclass(frozen=True)
class RowPrompt(Prompt[Settling]):
    """A question about one row, and the problem that any answer to it closes."""

    activity: ImportedActivity

    def about(self) -> str:
        return self.activity.code

    @property
    def where(self) -> str:
        """The row as people find it."""
        return texts.place(self.activity.code, self.activity.where)

    @property
    def texts(self) -> tuple[str, str]:
        """The row's own texts."""
        return ask.about_activity(self.activity.title), ask.about_term(self.activity.term.text)

    @abstractmethod
    def problem(self) -> Problem:
        """What stands in import.md until it is answered."""

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        outcome.closed.add(self.problem())
        outcome.tick(self.where, answer)


@dataclass(frozen=True)
class TextPrompt(Prompt[Settling]):
    """A question about one text, asked once for all activities with it."""

    text: str
    codes: Sequence[str]

    def about(self) -> str:
        return self.text


def apply_all(prompts: Sequence[Prompt[O_contra]], answers: Answers, outcome: O_contra) -> None:
    """Put every answer to these questions into the outcome, in their order."""
    for prompt in prompts:
        answer = answers.get(prompt.key)
        if answer is not None:
            prompt.apply(answer, outcome)


class Subject(Protocol):
    """What is being settled."""

    def questions(self, answers: Answers) -> Sequence[Prompt[Any]]:
        """Every question that these answers leave or have led to, in order."""
        ...


@dataclass(frozen=True)
class Dialogue:
    """The answers so far, oldest first; None stands for a question passed over."""

    subject: Subject
    given: tuple[tuple[str, Accepted | None], ...] = ()
    told: str = ""
    is_stopped: bool = False

    @property
    def answers(self) -> Answers:
        """The answers by question."""
        return dict(self.given)

    @property
    def question(self) -> Prompt[Any] | None:
        """What is asked next; None at the end."""
        if self.is_stopped:
            return None
        answers = self.answers
        return next((prompt for prompt in self.subject.questions(answers) if prompt.key not in answers), None)

    @property
    def progress(self) -> tuple[int, int]:
        """The number of the question at hand, and how many there are."""
        keys = [prompt.key for prompt in self.subject.questions(self.answers)]
        answered = sum(key in self.answers for key in keys)
        return min(answered + 1, len(keys)), len(keys)

    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(answer is not None for _, answer in self.given)

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
        said = said or question.ask().default or ""
        if not said:
            return self._telling(ask.NO_DEFAULT)
        answer = question.accept(said)
        if isinstance(answer, Rejected):
            return self._telling(answer.why)
        return Dialogue(self.subject, (*self.given, (question.key, answer)), answer.told)

    def _telling(self, told: str) -> "Dialogue":
        return Dialogue(self.subject, self.given, told)
