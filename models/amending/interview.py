"""What only a person knows about an amended document: which row is which, unclear terms, what is opened again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.amending import question_texts as ask
from models.amending.amendment import Amendment, read_order, unnamed
from models.amending.draft import draft
from models.amending.matching import NEW, Matching, UncertainMatch, match
from models.importing import (
    BY,
    ON,
    Accepted,
    Answers,
    Imported,
    ImportedActivity,
    Prompt,
    Rejected,
    accept_term,
    accept_who,
    settled_term,
    term_question,
    who,
    yes,
)
from models.importing import question_texts as importing_texts
from models.journal import JournalState
from models.roadmap import Order, Settled
from models.school import School
from models.terms import Period
from models.text import plain, same_letters

ORDER = "order"


@dataclass(frozen=True)
class AmendmentInterview:
    """An amended document beside a living school; `same` and `reopen` were said on the command line already."""

    school: School
    known: JournalState
    imported: Imported
    order: Order | None
    moment: datetime
    today: date
    same: Mapping[str, str]
    reopen: frozenset[str]

    def named(self, answers: Answers) -> Order | None:
        """The order: as told on the command line or in the document, else as answered."""
        said = answers.get(ORDER)
        return self.order or (read_order(said) if said else None)

    def told_same(self, answers: Answers) -> dict[str, str]:
        """Which rows are which activities, by number."""
        said = {key.partition(":")[2]: value for key, value in answers.items() if key.startswith("match:") and value}
        return {**self.same, **said}

    def settled(self, answers: Answers) -> dict[str, Settled]:
        """How terms are understood, by number."""
        if not answers.get(ON):
            return {}
        said = {key.partition(":")[2]: value for key, value in answers.items() if key.startswith("term:") and value}
        return {number: settled_term(value, answers) for number, value in said.items()}

    def reopened(self, answers: Answers) -> frozenset[str]:
        """Finished milestones that the order opens again."""
        said = {key.partition(":")[2] for key, value in answers.items() if key.startswith("back:") and yes(value)}
        return self.reopen | said

    def questions(self, answers: Answers) -> tuple[Prompt, ...]:
        """Doubtful rows first: what else is asked follows from them."""
        asked = (
            ()
            if self.order
            else (Prompt(ORDER, "", (importing_texts.WHY.format(reason=ask.ORDER_REASON),), ask.ASK_ORDER),)
        )
        matching = match(self.school.roadmap, self.imported, self.told_same(answers))
        open_ = {each.new.code: each for each in matching.doubts}
        first = match(self.school.roadmap, self.imported, self.same).doubts
        doubts = [each for each in first if each.new.code in open_ or f"match:{each.new.code}" in answers]
        found = [*asked, *(_doubt_question(open_.get(each.new.code, each)) for each in doubts)]
        if any(each.key not in answers for each in found):
            return tuple(found)
        terms = [term_question(each, self._period()) for each in self._unclear(matching)]
        return (*found, *(who(self.today) if terms else ()), *terms, *self._finished(matching, answers))

    def _period(self) -> Period:
        return self.imported.period or self.school.period

    def _unclear(self, matching: Matching) -> list[ImportedActivity]:
        """Rows with an unclear term that nobody settled: a settled term that is written as before stays settled."""
        found = []
        for row in self.imported.activities():
            old = matching.same.get(row.code)
            signed = old.term if old is not None and old.settled is not None else None
            stays = signed is not None and same_letters(signed) == same_letters(row.term.text)
            if row.term.unclear and not stays:
                found.append(row)
        return found

    def _finished(self, matching: Matching, answers: Answers) -> list[Prompt]:
        """Finished milestones whose day the order moves."""
        amendment = Amendment(
            self.school,
            self.known,
            self.imported,
            matching,
            self.named(answers) or unnamed(self.today),
            self.moment,
            self.settled(answers),
            frozenset(),
        )
        return [
            Prompt(
                f"back:{each.code}", each.code,
                (
                    importing_texts.about_activity(change.title),
                    importing_texts.WHY.format(reason=ask.reopen_reason(self._status(each.code), each.due)),
                ),
                ask.ASK_REOPEN.format(code=each.code), "нет",
            )
            for change in draft(amendment).changes
            for each in change.milestones
            if each.what == "may_return" and each.code not in self.reopen
        ]  # fmt: skip

    def _status(self, code: str) -> str:
        return self.school.workflow.statuses[self.known.state(code).rest]

    def hear(self, question: Prompt, said: str, answers: Answers) -> Accepted | Rejected:
        """Check one answer, at once."""
        topic, _, about = question.key.partition(":")
        if topic == ORDER:
            order = read_order(said)
            return Accepted(said, str(order)) if order else Rejected(ask.order_not_read(said))
        if topic in (BY, ON):
            return accept_who(topic, said, self.today)
        if topic == "term":
            return accept_term(said, self._period())
        if topic == "back":
            returns = yes(said)
            return (
                Rejected(importing_texts.YES_OR_NO)
                if returns is None
                else Accepted(said, ask.reopen_told(about, returns=returns))
            )
        matching = match(self.school.roadmap, self.imported, self.told_same(answers))
        codes = [old.code for each in matching.doubts if each.new.code == about for old in each.candidates]
        code = NEW if plain(said) in (NEW, "нет") else plain(said)
        return Accepted(code, ask.match_told(code)) if code in (*codes, NEW) else Rejected(ask.match_unknown(codes))


def _doubt_question(doubt: UncertainMatch) -> Prompt:
    codes = [each.code for each in doubt.candidates]
    near = [(each.code, each.title, each.term, str(each.retired or "")) for each in doubt.candidates]
    row = (importing_texts.about_activity(doubt.new.title), importing_texts.about_term(doubt.new.term.text))
    context = (*row, *ask.match_reason(doubt.new.code, near))
    return Prompt(f"match:{doubt.new.code}", doubt.new.code, context, ask.ask_match(codes))
