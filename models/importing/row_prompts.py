"""What is asked about the rows of a document, its posts and its result forms: a class for each kind of question."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from models.document import KnownPost, Posts, split_executors
from models.evidence import EvidenceRules, forms_of
from models.importing import question_texts as ask
from models.importing import texts
from models.importing.dialogue import Accepted, Answered, Asking, Prompt, Rejected
from models.importing.imported import ImportedActivity
from models.importing.plausibility import is_known_form
from models.importing.settled_terms import accept_term, settle, yes
from models.terms import Period
from models.text import Problem, plain


@dataclass(kw_only=True)
class Settling(Answered):
    """A document on the way to a roadmap: its activities and forms by code, and the checklist of what was answered."""

    activities: dict[str, ImportedActivity]
    forms: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def tick(self, heading: str, answer: Accepted) -> None:
        """Note an answer for the checklist."""
        self.lines.append(ask.settled_other(heading, answer.told or answer.value))


@dataclass(frozen=True)
class _RowPrompt(Prompt[Settling]):
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


class MissingTitle(_RowPrompt):
    """What an activity without a title is called."""

    topic = "title"

    def problem(self) -> Problem:
        return texts.no_title(self.where)

    def ask(self) -> Asking:
        return Asking(ask.ASK_TITLE, self.where, (ask.about_term(self.activity.term.text),))

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        super().apply(answer, outcome)
        activity = outcome.activities[self.activity.code]
        outcome.activities[activity.code] = replace(activity, title=answer.value)


@dataclass(frozen=True)
class DoubtfulTerm(_RowPrompt):
    """Whether a term that looks like a slip is right."""

    topic = "doubt"
    period: Period
    doubt: Problem

    def problem(self) -> Problem:
        return self.doubt

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=self.doubt.sentence())
        return Asking(ask.ASK_DOUBTFUL_TERM, self.where, (*self.texts, reason), ask.AS_IS)

    def accept(self, said: str) -> Accepted | Rejected:
        return _term_or_as_is(said, self.period)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        if answer.value == ask.AS_IS:
            super().apply(answer, outcome)
        else:
            outcome.closed.add(self.doubt)
            settle(answer, self.activity.code, outcome)


@dataclass(frozen=True)
class MissingExecutors(_RowPrompt):
    """Who carries out an activity that names no post."""

    topic = "who"
    posts: Posts

    def _names(self) -> list[str]:
        return [name for executor in self.activity.executors for name in executor.names]

    def problem(self) -> Problem:
        return texts.no_executor(self.where, self._names())

    def ask(self) -> Asking:
        named = (ask.about_executors(self._names()),) if self._names() else ()
        reason = ask.WHY.format(reason=self.problem().found)
        return Asking(ask.ASK_EXECUTORS, self.where, (ask.about_activity(self.activity.title), *named, reason))

    def accept(self, said: str) -> Accepted | Rejected:
        has_post = any(each.text for each in split_executors(said, self.posts))
        return Accepted(said) if has_post else Rejected(ask.NO_POST_HEARD)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        super().apply(answer, outcome)
        activity = outcome.activities[self.activity.code]
        posts = split_executors(answer.value, self.posts)
        executors = (*(each for each in activity.executors if each.text), *posts)
        outcome.activities[activity.code] = replace(activity, executors=executors)


@dataclass(frozen=True)
class Twin(_RowPrompt):
    """Whether an activity that stands twice stays twice."""

    topic = "twin"
    first: str

    def problem(self) -> Problem:
        return texts.same_activity(self.where, self.first)

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=ask.TWIN_REASON.format(first=self.first))
        return Asking(ask.ASK_TWIN, self.where, (*self.texts, reason), "да")

    def accept(self, said: str) -> Accepted | Rejected:
        stays = yes(said)
        if stays is None:
            return Rejected(ask.YES_OR_NO)
        return Accepted(said, ask.twin_told(self.activity.code, stays=stays))

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        super().apply(answer, outcome)
        if not yes(answer.value):
            del outcome.activities[self.activity.code]


@dataclass(frozen=True)
class _TextPrompt(Prompt[Settling]):
    """A question about one text, asked once for all activities with it."""

    text: str
    codes: Sequence[str]

    def about(self) -> str:
        return self.text


@dataclass(frozen=True)
class UsualTerm(_TextPrompt):
    """Whether a term that was understood by a convention is understood rightly, once for all its rows."""

    topic = "usual"
    note: str
    period: Period

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=ask.USUAL_REASON.format(note=self.note))
        context = (ask.about_codes(self.codes), reason)
        return Asking(ask.ASK_DOUBTFUL_TERM, ask.term_heading(self.text), context, ask.AS_IS)

    def accept(self, said: str) -> Accepted | Rejected:
        return _term_or_as_is(said, self.period)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        outcome.seen.add(self.text)
        if answer.value == ask.AS_IS:
            outcome.tick(ask.term_heading(self.text), answer)
            return
        for code in self.codes:
            if code not in outcome.terms:
                settle(answer, code, outcome)


@dataclass(frozen=True)
class UnknownPost(_TextPrompt):
    """What a post is that the dictionary does not know."""

    topic = "post"
    posts: Posts

    def _near(self, text: str) -> list[str]:
        """Known posts that a post may be a slip of."""
        titles = {plain(each): each for each in self.posts.spellings()}
        return [titles[each] for each in get_close_matches(plain(text), list(titles), n=3, cutoff=0.87)]

    def ask(self) -> Asking:
        context = (ask.about_codes(self.codes), ask.WHY.format(reason=ask.POST_REASON), *ask.POST_CHOICES)
        return Asking(ask.ASK_POST, ask.post_heading(self.text), context, next(iter(self._near(self.text)), "1"))

    def accept(self, said: str) -> Accepted | Rejected:
        if said in ask.POST_KINDS:
            return Accepted(said, ask.POST_KIND_TOLD.format(kind=ask.POST_KINDS[said]))
        known = self.posts.find(said)
        if known is None:
            return Rejected(ask.post_unknown(said, self._near(said)))
        return Accepted(said, ask.POST_SAME_TOLD.format(title=known.title))

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        said, title = answer.value, self.text[:1].upper() + self.text[1:]
        kind = KnownPost(title=title, plural=said == "2", collegial=said == "3", mailed=said != "4")
        post = kind if said in ask.POST_KINDS else self.posts.find(said)
        for code, activity in outcome.activities.items():
            executors = tuple(
                replace(each, post=post) if each.text == self.text else each for each in activity.executors
            )
            outcome.activities[code] = replace(activity, executors=executors)
        outcome.tick(ask.post_heading(self.text), answer)


@dataclass(frozen=True)
class UnknownForm(_TextPrompt):
    """What proves a result whose form has no rule of its own."""

    topic = "form"
    rules: EvidenceRules

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=ask.FORM_REASON.format(otherwise=self.rules.otherwise.label))
        known = ask.form_known(tuple(dict.fromkeys(rule.label for rule in self.rules.forms)))
        context = (ask.about_codes(self.codes), reason, known)
        return Asking(ask.ASK_FORM, ask.form_heading(self.text), context, ask.AS_IS)

    def accept(self, said: str) -> Accepted | Rejected:
        if plain(said) == ask.AS_IS:
            return Accepted(ask.AS_IS)
        if not is_known_form(said, self.rules):
            return Rejected(ask.form_unknown(said))
        return Accepted(said, ask.form_told([rule.label for rule in forms_of(said, self.rules)]))

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        outcome.seen.add(self.text)
        outcome.tick(ask.form_heading(self.text), answer)
        if answer.value != ask.AS_IS:
            outcome.forms |= dict.fromkeys(self.codes, answer.value)


def _term_or_as_is(said: str, period: Period) -> Accepted | Rejected:
    return Accepted(ask.AS_IS) if plain(said) == ask.AS_IS else accept_term(said, period)
