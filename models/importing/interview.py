"""Settling a document that is imported for the first time: what only a person knows, question by question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from models.document import Document, Lexicon, Posts
from models.evidence import EvidenceRules
from models.importing import question_texts as ask
from models.importing import texts
from models.importing.dialogue import Accepted, Answered, Answers, Asking, Prompt, Rejected, Settling, apply_all
from models.importing.imported import Imported, ImportedActivity, PeriodNeededError
from models.importing.plausibility import (
    DIRECTOR,
    doubtful_terms,
    twins,
    unknown_forms,
    unknown_posts,
    unnamed_posts,
    without_executors,
)
from models.importing.proposals import period_of, roles_of
from models.importing.row_prompts import (
    DocumentTitle,
    MissingExecutors,
    MissingTitle,
    RoleHolder,
    Twin,
    UnknownForm,
    UnknownPost,
    UnnamedPost,
)
from models.importing.settled_terms import DecidedBy, DecidedOn, DoubtfulTerm, Settlement, UnclearTerm, UsualTerm
from models.importing.understand import understand_document
from models.terms import Period, is_supposed
from models.text import Problem


@dataclass(frozen=True)
class DocumentPeriod(Prompt[Answered]):
    """The years of the document."""

    topic, is_needed = "period", True
    seen: Period | None

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=ask.PERIOD_REASON)
        return Asking(ask.ASK_PERIOD, "", (reason,), str(self.seen) if self.seen else None)

    def accept(self, said: str) -> Accepted | Rejected:
        try:
            return Accepted(str(Period.parse(said)))
        except ValueError as error:
            return Rejected(str(error))


@dataclass(frozen=True)
class FirstImport:
    """A document with everything it takes to understand it, and the day on which a person is asked."""

    document: Document
    lexicon: Lexicon
    posts: Posts
    rules: EvidenceRules
    told: Period | None
    today: date
    _read: dict[Period | None, Imported | None] = field(default_factory=dict, compare=False)
    _asked: dict[Period | None, Sequence[Prompt[Settling]]] = field(default_factory=dict, compare=False)

    def imported(self, answers: Answers) -> Imported | None:
        """The document as understood; None while its period is needed."""
        said = answers.get(DocumentPeriod.topic)
        period = Period.parse(said.value) if said else self.told
        if period not in self._read:
            try:
                self._read[period] = understand_document(self.document, self.lexicon, self.posts, period)
            except PeriodNeededError:
                self._read[period] = None
        return self._read[period]

    def questions(self, answers: Answers) -> Sequence[Prompt[Settling]]:
        """The document's years where they are needed, then what each row leaves open, then posts and forms."""
        undated = self.imported({})
        needs_period = undated is None or undated.period is None
        first = [DocumentPeriod(period_of(undated) if undated else None)] if needs_period else []
        imported = self.imported(answers)
        if imported is None or imported.period is None or (first and DocumentPeriod.topic not in answers):
            return first
        if imported.period not in self._asked:
            rows = [
                *self._rows(imported, imported.period),
                *self._people(imported),
                *_usual(imported, imported.period),
                *self._unknown(imported),
                *_title(imported),
                *(RoleHolder(self.posts, role, post) for role, (post, _) in roles_of(imported).items()),
            ]
            dated = any(isinstance(prompt, UnclearTerm | DoubtfulTerm | UsualTerm) for prompt in rows)
            self._asked[imported.period] = [*([DecidedBy(), DecidedOn(self.today)] if dated else []), *rows]
        return [*first, *self._asked[imported.period]]

    def _rows(self, imported: Imported, period: Period) -> Iterator[Prompt[Settling]]:
        """What each row leaves open."""
        activities = imported.activities()
        doubtful: dict[str, Problem] = {}
        for problem in doubtful_terms(activities, period):
            doubtful.setdefault(problem.where.split(" ")[0], problem)
        first_of = {each.code: first for each, first in twins(activities)}
        if not any(each.executors for each in activities):
            yield MissingExecutors(self.posts, activities, texts.no_executors_at_all(), DIRECTOR)
        nobody_in = {activity.code: above for activity, above in without_executors(imported)}
        for activity in activities:
            if not activity.title:
                yield MissingTitle(activity)
            if activity.term.unclear:
                yield UnclearTerm(activity, period)
            if activity.code in doubtful:
                yield DoubtfulTerm(activity, period, doubtful[activity.code])
            if activity.code in nobody_in:
                problem = texts.no_executor(texts.place(activity.code, activity.where), ())
                yield MissingExecutors(self.posts, (activity,), problem, nobody_in[activity.code])
            if activity.code in first_of:
                yield Twin(activity, first_of[activity.code])

    def _people(self, imported: Imported) -> Iterator[Prompt[Settling]]:
        """Everybody who is named without a post, once."""
        for person, (post, rows) in unnamed_posts(imported).items():
            yield UnnamedPost(self.posts, person, rows, post)

    def _unknown(self, imported: Imported) -> Iterator[Prompt[Settling]]:
        for post, codes in unknown_posts(imported).items():
            yield UnknownPost(post, codes, self.posts)
        for form, codes in unknown_forms(imported, self.rules).items():
            yield UnknownForm(form, codes, self.rules)

    def outcome(self, answers: Answers) -> tuple[Imported, Settlement] | None:
        """The document with what was answered put in, and what that settles; None while its period is needed."""
        imported = self.imported(answers)
        if imported is None:
            return None
        outcome = Settling(activities={each.code: each for each in imported.activities()})
        apply_all(self.questions(answers), answers, outcome)
        left = outcome.activities
        directions = tuple(
            replace(each, activities=tuple(left[one.code] for one in each.activities if one.code in left))
            for each in imported.directions
        )
        terms = {each.code: outcome.terms[each.code] for each in imported.activities() if each.code in outcome.terms}
        lines = [ask.settled_term(code, each.as_, each.meaning, each.by, each.on) for code, each in terms.items()]
        settlement = Settlement(
            terms, outcome.forms, frozenset(outcome.closed), (*lines, *outcome.lines), frozenset(outcome.seen),
            outcome.roles,
        )  # fmt: skip
        named = replace(imported.preamble, title=outcome.title or imported.preamble.title)
        return replace(imported, preamble=named, directions=directions), settlement


def _title(imported: Imported) -> Iterator[Prompt[Settling]]:
    """What the document is called, where its own text does not say."""
    for problem in imported.problems:
        if problem.where == texts.no_document_title("").where:
            yield DocumentTitle(problem, imported.preamble.title or texts.NAMELESS)


def _usual(imported: Imported, period: Period) -> Iterator[Prompt[Settling]]:
    """Terms that were understood by a convention, each text once."""
    rows: dict[str, list[ImportedActivity]] = {}
    for activity in imported.activities():
        if is_supposed(activity.term):
            rows.setdefault(activity.term.text, []).append(activity)
    for text, activities in rows.items():
        yield UsualTerm(text, [each.code for each in activities], activities[0].term.note, period)
