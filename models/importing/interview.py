"""Settling a document that is imported for the first time: what only a person knows, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from models.document import Document, KnownPost, Lexicon, Posts, split_executors
from models.evidence import EvidenceRules, forms_of
from models.importing import question_texts as ask
from models.importing import texts
from models.importing.dialogue import Accepted, Answers, Prompt, Rejected
from models.importing.imported import Imported, ImportedActivity, PeriodNeededError
from models.importing.plausibility import doubtful_terms, twins
from models.importing.proposals import period_of
from models.importing.settled_terms import (
    BY,
    ON,
    Settlement,
    accept_term,
    accept_who,
    settled_term,
    term_question,
    who,
    yes,
)
from models.importing.understand import understand_document
from models.terms import Period, is_supposed
from models.text import Problem, plain

PERIOD, AS_IS = "period", ask.AS_IS
TERMS = ("term:", "doubt:", "usual:")


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
    _asked: dict[Period | None, tuple[Prompt, ...]] = field(default_factory=dict, compare=False)

    def imported(self, answers: Answers) -> Imported | None:
        """The document as understood; None while its period is needed."""
        said = answers.get(PERIOD)
        period = Period.parse(said) if said else self.told
        if period not in self._read:
            try:
                self._read[period] = understand_document(self.document, self.lexicon, self.posts, period)
            except PeriodNeededError:
                self._read[period] = None
        return self._read[period]

    def questions(self, answers: Answers) -> tuple[Prompt, ...]:
        """The document's years where they are needed, then what each row leaves open, then posts and forms."""
        first = self._first()
        imported = self.imported(answers)
        if imported is None or (first and PERIOD not in answers):
            return first
        if imported.period not in self._asked:
            rows = (*self._rows(imported), *_usual(imported), *self._posts(imported), *self._forms(imported))
            dated = any(each.key.startswith(TERMS) for each in rows)
            self._asked[imported.period] = (*(who(self.today) if dated else ()), *rows)
        return (*first, *self._asked[imported.period])

    def _first(self) -> tuple[Prompt, ...]:
        plainly = self.imported({})
        if plainly is not None and plainly.period is not None:
            return ()
        seen = period_of(plainly) if plainly else None
        default = str(seen) if seen else None
        context = (ask.WHY.format(reason=ask.PERIOD_REASON),)
        return (Prompt(PERIOD, "", context, ask.ASK_PERIOD, default, is_needed=True),)

    def _rows(self, imported: Imported) -> Iterator[Prompt]:
        period = imported.period
        activities = imported.activities()
        doubtful: dict[str, list[Problem]] = {}
        for problem in doubtful_terms(activities, period):
            doubtful.setdefault(problem.where.split(" ")[0], []).append(problem)
        second = {each.code: first for each, first in twins(activities)}
        for each in activities:
            where = texts.place(each.code, each.where)
            row = (ask.about_activity(each.title),)
            if not each.title:
                problem = texts.no_title(where)
                yield Prompt(f"title:{each.code}", where, (ask.about_term(each.term.text),), ask.ASK_TITLE,
                               problem=problem)  # fmt: skip
            if each.term.unclear and period:
                yield term_question(each, period)
            for problem in doubtful.get(each.code, ())[:1]:
                reason = ask.WHY.format(reason=problem.sentence())
                yield Prompt(
                    f"doubt:{each.code}",
                    where,
                    (*row, ask.about_term(each.term.text), reason),
                    ask.ASK_DOUBTFUL_TERM,
                    AS_IS,
                    problem=problem,
                )
            if not each.posts():
                names = [name for one in each.executors for name in one.names]
                problem = texts.no_executor(where, bool(names))
                named = (ask.about_executors(names),) if names else ()
                yield Prompt(
                    f"who:{each.code}",
                    where,
                    (*row, *named, ask.WHY.format(reason=problem.found)),
                    ask.ASK_EXECUTORS,
                    problem=problem,
                )
            if each.code in second:
                problem = texts.same_activity(where, second[each.code])
                reason = ask.WHY.format(reason=ask.TWIN_REASON.format(first=second[each.code]))
                yield Prompt(
                    f"twin:{each.code}",
                    where,
                    (*row, ask.about_term(each.term.text), reason),
                    ask.ASK_TWIN,
                    "да",
                    problem=problem,
                )

    def _posts(self, imported: Imported) -> Iterator[Prompt]:
        unknown: dict[str, list[str]] = {}
        for each in imported.activities():
            for executor in each.executors:
                if executor.text and executor.post is None:
                    unknown.setdefault(executor.text, []).append(each.code)
        for text, codes in unknown.items():
            near = self._near(text)
            context = (ask.about_codes(codes), ask.WHY.format(reason=ask.POST_REASON), *ask.post_choices())
            default = near[0] if near else "1"
            yield Prompt(f"post:{text}", ask.post_heading(text), context, ask.ASK_POST, default)

    def _near(self, text: str) -> list[str]:
        """Known posts that a post may be a slip of."""
        titles = {plain(each): each for each in self.posts.spellings()}
        return [titles[each] for each in get_close_matches(plain(text), list(titles), n=3, cutoff=0.87)]

    def _forms(self, imported: Imported) -> Iterator[Prompt]:
        unknown: dict[str, list[str]] = {}
        for each in imported.activities():
            if each.result_form and not _is_known(each.result_form, self.rules):
                unknown.setdefault(each.result_form, []).append(each.code)
        labels = tuple(dict.fromkeys(rule.label for rule in self.rules.forms))
        for form, codes in unknown.items():
            reason = ask.FORM_REASON.format(otherwise=self.rules.otherwise.label)
            context = (ask.about_codes(codes), ask.WHY.format(reason=reason), ask.form_known(labels))
            yield Prompt(f"form:{form}", ask.form_heading(form), context, ask.ASK_FORM, AS_IS)

    def hear(self, question: Prompt, said: str, answers: Answers) -> Accepted | Rejected:
        """Check one answer, at once."""
        topic = question.key.partition(":")[0]
        if topic == PERIOD:
            return self._hear_period(said)
        if topic in (BY, ON):
            return accept_who(topic, said, self.today)
        if topic == "term" or (f"{topic}:" in TERMS and plain(said) != AS_IS):
            imported = self.imported(answers)
            assert imported is not None
            assert imported.period is not None
            return accept_term(said, imported.period)
        if topic == "twin":
            stays = yes(said)
            code = question.key.partition(":")[2]
            return Rejected(ask.YES_OR_NO) if stays is None else Accepted(said, ask.twin_told(code, stays=stays))
        if topic == "who":
            has_post = any(each.text for each in split_executors(said, self.posts))
            return Accepted(said) if has_post else Rejected(ask.NO_POST_HEARD)
        if topic == "post":
            return self._hear_post(said)
        if topic == "form" and plain(said) != AS_IS:
            labels = [one.label for one in forms_of(said, self.rules)]
            return (
                Accepted(said, ask.form_told(labels))
                if _is_known(said, self.rules)
                else Rejected(ask.form_unknown(said))
            )
        return Accepted(said)

    def _hear_period(self, said: str) -> Accepted | Rejected:
        try:
            period = Period.parse(said)
        except ValueError as error:
            return Rejected(str(error))
        return Accepted(str(period))

    def _hear_post(self, said: str) -> Accepted | Rejected:
        if said in ("1", "2", "3", "4"):
            return Accepted(said, ask.post_told(said, None))
        known = self.posts.find(said)
        if known is None:
            return Rejected(ask.post_unknown(said, self._near(said)))
        return Accepted(said, ask.post_told(said, known.title))

    def outcome(self, answers: Answers) -> tuple[Imported, Settlement] | None:
        """The document with what was answered put in, and what that settles; None while its period is needed."""
        imported = self.imported(answers)
        if imported is None:
            return None
        asked = {each.key: each for each in self.questions(answers)}
        said = {key: value for key, value in answers.items() if value is not None and key in asked}
        left_out = {code for code, value in _about("twin", said) if not yes(value)}
        directions = tuple(
            replace(
                one, activities=tuple(self._told(each, said) for each in one.activities if each.code not in left_out)
            )
            for one in imported.directions
        )
        told = {key: self.hear(asked[key], value, answers) for key, value in said.items()}
        return replace(imported, directions=directions), _settlement(imported, asked, said, told)

    def _told(self, activity: ImportedActivity, said: Answers) -> ImportedActivity:
        """An activity with the answers about its title, executors and their posts."""
        executors = activity.executors
        who_does = said.get(f"who:{activity.code}")
        if who_does:
            executors = (*(each for each in executors if each.text), *split_executors(who_does, self.posts))
        known = tuple(
            replace(each, post=self._post(each.text, kind)) if (kind := said.get(f"post:{each.text}")) else each
            for each in executors
        )
        return replace(activity, title=said.get(f"title:{activity.code}") or activity.title, executors=known)

    def _post(self, text: str, said: str) -> KnownPost:
        title = text[:1].upper() + text[1:]
        if said in ("1", "2", "3", "4"):
            return KnownPost(title=title, plural=said == "2", collegial=said == "3", mailed=said != "4")
        return self.posts.find(said) or KnownPost(title=title)


def _about(topic: str, said: Answers) -> Iterator[tuple[str, str]]:
    """The answers on one topic: what they are about, and what was said; «как есть» says nothing new."""
    for key, value in said.items():
        if key.startswith(f"{topic}:") and value is not None and plain(value) != AS_IS:
            yield key.partition(":")[2], value


def _settlement(
    imported: Imported, asked: Mapping[str, Prompt], said: Answers, told: Mapping[str, Accepted | Rejected]
) -> Settlement:
    """What the answers settle."""
    usual = dict(_about("usual", said))
    spoken = {each.code: usual[each.term.text] for each in imported.activities() if each.term.text in usual}
    spoken |= {**dict(_about("term", said)), **dict(_about("doubt", said))}
    terms = {code: settled_term(value, said) for code, value in spoken.items()} if said.get(ON) else {}
    forms = dict(_about("form", said))
    closed = frozenset(
        problem
        for key in said
        if (problem := asked[key].problem) and (not key.startswith("term:") or key.partition(":")[2] in terms)
    )
    lines = [ask.settled_term(code, each.as_, each.meaning, each.by, each.on) for code, each in terms.items()]
    others = (key for key in said if ":" in key and not (key.startswith(TERMS) and said[key] != AS_IS))
    for key in others:
        heard = told[key]
        lines.append(
            ask.settled_other(asked[key].heading, heard.told or heard.value if isinstance(heard, Accepted) else "")
        )
    by_code = {each.code: forms[each.result_form] for each in imported.activities() if each.result_form in forms}
    seen = frozenset(key.partition(":")[2] for key in said if key.startswith(("form:", "usual:")))
    return Settlement(terms, by_code, closed, tuple(lines), seen)


def _usual(imported: Imported) -> Iterator[Prompt]:
    """Terms that were understood by a convention, each text once."""
    found: dict[str, list[ImportedActivity]] = {}
    for each in imported.activities():
        if is_supposed(each.term):
            found.setdefault(each.term.text, []).append(each)
    for text, activities in found.items():
        context = (
            ask.about_codes([each.code for each in activities]),
            ask.WHY.format(reason=ask.USUAL_REASON.format(note=activities[0].term.note)),
        )
        yield Prompt(f"usual:{text}", ask.term_heading(text), context, ask.ASK_DOUBTFUL_TERM, AS_IS)


def _is_known(form: str, rules: EvidenceRules) -> bool:
    return any(rule.kind != rules.otherwise.kind for rule in forms_of(form, rules))
