"""What only a person knows about an amended document: which row is which, unclear terms, what is opened again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from models.amending import question_texts as ask
from models.amending.amendment import Amendment, AmendOptions, named_order, read_order, unnamed
from models.amending.draft import draft
from models.amending.matching import NEW, Matching, UncertainMatch, match
from models.importing import (
    Accepted,
    Answered,
    Answers,
    Asking,
    DecidedBy,
    DecidedOn,
    Imported,
    Prompt,
    Rejected,
    UnclearTerm,
    apply_all,
    yes,
)
from models.importing import question_texts as importing_texts
from models.journal import JournalState
from models.roadmap import Order
from models.school import School
from models.text import plain, same_letters


@dataclass(kw_only=True)
class Amending(Answered):
    """The order, which rows are which activities (by number), and the finished milestones that are opened again."""

    order: Order | None = None
    same: dict[str, str] = field(default_factory=dict)
    reopen: set[str] = field(default_factory=set)


class OrderName(Prompt[Amending]):
    """By which order the document was amended."""

    topic = "order"

    def ask(self) -> Asking:
        return Asking(ask.ASK_ORDER, "", (importing_texts.WHY.format(reason=ask.ORDER_REASON),))

    def accept(self, said: str) -> Accepted | Rejected:
        order = read_order(said)
        return Accepted(said, str(order)) if order else Rejected(ask.order_not_read(said))

    def apply(self, answer: Accepted, outcome: Amending) -> None:
        outcome.order = read_order(answer.value)


@dataclass(frozen=True)
class SameActivity(Prompt[Amending]):
    """Which activity of before a row is, if any."""

    topic = "match"
    doubt: UncertainMatch

    def about(self) -> str:
        return self.doubt.new.code

    def ask(self) -> Asking:
        row, candidates = self.doubt.new, self.doubt.candidates
        near = [(each.code, each.title, each.term, str(each.retired or "")) for each in candidates]
        shown = (importing_texts.about_activity(row.title), importing_texts.about_term(row.term.text))
        asks = ask.ask_match([each.code for each in candidates])
        return Asking(asks, row.code, (*shown, *ask.match_reason(row.code, near)))

    def accept(self, said: str) -> Accepted | Rejected:
        codes = [each.code for each in self.doubt.candidates]
        code = NEW if plain(said) in (NEW, "нет") else plain(said)
        return Accepted(code, ask.match_told(code)) if code in (*codes, NEW) else Rejected(ask.match_unknown(codes))

    def apply(self, answer: Accepted, outcome: Amending) -> None:
        outcome.same[self.about()] = answer.value


@dataclass(frozen=True)
class Reopening(Prompt[Amending]):
    """Whether a finished milestone whose day the order moves is opened again."""

    topic = "back"
    code: str
    title: str
    status: str
    due: date | None

    def about(self) -> str:
        return self.code

    def ask(self) -> Asking:
        reason = importing_texts.WHY.format(reason=ask.reopen_reason(self.status, self.due))
        context = (importing_texts.about_activity(self.title), reason)
        return Asking(ask.ASK_REOPEN.format(code=self.code), self.code, context, "нет")

    def accept(self, said: str) -> Accepted | Rejected:
        returns = yes(said)
        if returns is None:
            return Rejected(importing_texts.YES_OR_NO)
        return Accepted(said, ask.reopen_told(self.code, returns=returns))

    def apply(self, answer: Accepted, outcome: Amending) -> None:
        if yes(answer.value):
            outcome.reopen.add(self.code)


@dataclass(frozen=True)
class AmendmentInterview:
    """An amended document beside a living school; `options` were said on the command line already."""

    school: School
    known: JournalState
    imported: Imported
    options: AmendOptions
    moment: datetime

    @property
    def today(self) -> date:
        """The day on which a person is asked."""
        return self.school.calendar.today(self.moment)

    def outcome(self, answers: Answers) -> AmendOptions:
        """What was said on the command line, and in answer to the questions."""
        return self._said(self.questions(answers), answers)

    def _said(self, prompts: Sequence[Prompt[Amending]], answers: Answers) -> AmendOptions:
        options = self.options
        order = options.order or named_order(self.school.roadmap, self.imported)
        said = Amending(order=order, same=dict(options.same), reopen=set(options.reopen))
        apply_all(prompts, answers, said)
        return replace(options, order=said.order, same=said.same, reopen=frozenset(said.reopen), settled=said.terms)

    def questions(self, answers: Answers) -> Sequence[Prompt[Amending]]:
        """Doubtful rows first: what else is asked follows from them."""
        roadmap = self.school.roadmap
        first = [SameActivity(doubt) for doubt in match(roadmap, self.imported, self.options.same).doubts]
        matching = match(roadmap, self.imported, self._said(first, answers).same)
        left = {prompt.key: prompt for prompt in map(SameActivity, matching.doubts)}  # with fewer candidates
        doubts = [left.get(one.key, one) for one in first if one.key in left or one.key in answers]
        is_named = self._said([], answers).order is not None
        prompts: list[Prompt[Amending]] = [*([] if is_named else [OrderName()]), *doubts]
        if any(prompt.key not in answers for prompt in prompts):
            return prompts
        terms = self._unclear(matching)
        prompts += [DecidedBy(), DecidedOn(self.today), *terms] if terms else []
        return [*prompts, *self._finished(matching, self._said(prompts, answers))]

    def _unclear(self, matching: Matching) -> list[UnclearTerm]:
        """Rows with an unclear term that nobody settled: a settled term that is written as before stays settled."""
        found = []
        for row in self.imported.activities():
            old = matching.same.get(row.code)
            signed = old.term if old is not None and old.settled is not None else None
            stays = signed is not None and same_letters(signed) == same_letters(row.term.text)
            if row.term.unclear and not stays:
                found.append(UnclearTerm(row, self.imported.period or self.school.period))
        return found

    def _finished(self, matching: Matching, said: AmendOptions) -> list[Reopening]:
        """Finished milestones whose day the order moves."""
        order = said.order or unnamed(self.today)
        amendment = Amendment(self.school, self.known, self.imported, matching, order, self.moment, said.settled)
        statuses = self.school.workflow.statuses
        return [
            Reopening(each.code, change.title, statuses[self.known.state(each.code).rest], each.due)
            for change in draft(amendment).changes
            for each in change.milestones
            if each.what == "may_return" and each.code not in self.options.reopen
        ]
