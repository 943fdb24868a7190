"""What is asked about the rows of a document, its posts and its result forms: a class for each kind of question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from models.document import Executor, KnownPost, Posts, split_executors
from models.evidence import EvidenceRules, forms_of
from models.importing import question_texts as ask
from models.importing import texts
from models.importing.dialogue import Accepted, Asking, Prompt, Rejected, RowPrompt, Settling, TextPrompt
from models.importing.imported import ImportedActivity
from models.importing.plausibility import is_known_form
from models.importing.settled_terms import yes
from models.text import Problem, plain


class MissingTitle(RowPrompt):
    """What an activity without a title is called."""

    topic = "title"

    def problem(self) -> Problem:
        return texts.no_title(self.where)

    def ask(self) -> Asking:
        return Asking(
            ask.ASK_TITLE, self.where, (ask.about_term(self.activity.term.text),), texts.nameless(self.activity.code)
        )

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        super().apply(answer, outcome)
        activity = outcome.activities[self.activity.code]
        outcome.activities[activity.code] = replace(activity, title=answer.value)


@dataclass(frozen=True)
class DocumentTitle(Prompt[Settling]):
    """What a document is called that does not say so itself."""

    topic = "document"
    problem: Problem
    seen: str

    def ask(self) -> Asking:
        return Asking(ask.ASK_DOCUMENT, "", (ask.WHY.format(reason=self.problem.found),), self.seen)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        outcome.closed.add(self.problem)
        outcome.title = answer.value
        outcome.tick(self.problem.where, answer)


@dataclass(frozen=True)
class _WhoPrompt(Prompt[Settling]):
    """A question that posts answer."""

    posts: Posts

    def accept(self, said: str) -> Accepted | Rejected:
        has_post = any(each.text for each in split_executors(said, self.posts))
        return Accepted(said) if has_post else Rejected(ask.NO_POST_HEARD)


@dataclass(frozen=True)
class MissingExecutors(_WhoPrompt):
    """Who carries out an activity that names nobody; where the whole document names nobody, that is one question."""

    topic = "who"
    rows: tuple[ImportedActivity, ...]
    problem: Problem
    seen: str

    def about(self) -> str:
        return self.rows[0].code if len(self.rows) == 1 else ""

    def ask(self) -> Asking:
        about = (ask.about_activity(self.rows[0].title),) if len(self.rows) == 1 else ()
        reason = ask.WHY.format(reason=self.problem.found)
        return Asking(ask.ASK_EXECUTORS, self.problem.where, (*about, reason), self.seen)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        outcome.closed.add(self.problem)
        outcome.tick(self.problem.where, answer)
        for code in (each.code for each in self.rows if each.code in outcome.activities):
            executors = split_executors(answer.value, self.posts)
            outcome.activities[code] = replace(outcome.activities[code], executors=executors)


@dataclass(frozen=True)
class UnnamedPost(_WhoPrompt):
    """Which post a person has whom the document names without one; asked once for all the rows."""

    topic = "person"
    person: str
    rows: tuple[ImportedActivity, ...]
    seen: str

    def about(self) -> str:
        return self.person

    def ask(self) -> Asking:
        context = (ask.about_codes([each.code for each in self.rows]), ask.WHY.format(reason=ask.PERSON_REASON))
        return Asking(ask.ASK_PERSON, self.person, context, self.seen)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        posts = split_executors(answer.value, self.posts)
        for each in self.rows:
            if each.code not in outcome.activities:
                continue  # said to be another row's twin
            executors = self._with_post(outcome.activities[each.code].executors, posts)
            outcome.activities[each.code] = replace(outcome.activities[each.code], executors=executors)
            if all(executor.text for executor in executors):
                outcome.closed |= set(texts.about_names(each))
        outcome.tick(self.person, answer)

    def _with_post(self, executors: Sequence[Executor], posts: Sequence[Executor]) -> tuple[Executor, ...]:
        """The executors of a row, this person with the post; the others of the same cell stay."""
        found: list[Executor] = []
        for each in executors:
            if each.text or self.person not in each.names:
                found.append(each)
                continue
            found += (replace(post, names=(self.person,)) for post in posts)
            others = tuple(name for name in each.names if name != self.person)
            found += [replace(each, names=others)] if others else []
        return tuple(found)


@dataclass(frozen=True)
class RoleHolder(_WhoPrompt):
    """Which post has a role through which letters and decisions go."""

    topic = "role"
    role: str
    seen: str

    def about(self) -> str:
        return self.role

    def ask(self) -> Asking:
        return Asking(ask.ASK_ROLE, texts.ROLES[self.role], (ask.WHY.format(reason=ask.ROLE_REASON),), self.seen)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        known = self.posts.find(answer.value)
        outcome.roles[self.role] = known.title if known else answer.value[:1].upper() + answer.value[1:]
        outcome.tick(texts.ROLES[self.role], answer)


@dataclass(frozen=True)
class Twin(RowPrompt):
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
class UnknownPost(TextPrompt):
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
class UnknownForm(TextPrompt):
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
