"""Which tab holds which milestones, and what of the signed roadmap stands in a row."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from models.board import columns, texts
from models.board.board import Snapshot, View
from models.board.cells import Cells, word_key
from models.board.protections import check_protections
from models.board.reading import read_view
from models.board.strays import former_voters
from models.roadmap import Direction, Milestone
from models.school import School, all_voters


def years_begun(school: School, today: date) -> tuple[int, ...]:
    """The reporting years that have a tab: those that have begun, and always the first."""
    years = school.years
    return tuple(year for year in years if year == years[0] or school.period.starts(year) <= today)


def plan_titles(school: School, years: Iterable[int]) -> dict[int, str]:
    """Reporting year → the title of its tab."""
    return {year: columns.plan_title(school.period.name(year)) for year in years}


SCHOOLS_AT_ONCE = 4  # whose signed texts are held: a pass asks of one, a process of several in turn


@lru_cache(maxsize=SCHOOLS_AT_ONCE)
def tabs_of(school: School) -> Mapping[str, Mapping[str, Cells]]:
    """Plan tab → the codes of its rows, each with what it says of the signed roadmap, for every year of it."""
    titles = plan_titles(school, school.years)
    tabs: dict[str, dict[str, Cells]] = {title: {} for title in titles.values()}
    for each in school.milestones:
        tabs[titles[each.year]][each.code] = _roadmap_cells(each)
    return tabs


def _roadmap_cells(milestone: Milestone) -> Cells:
    """What a milestone's row says of the signed roadmap."""
    activity = milestone.activity
    return {
        columns.CODE: milestone.code,
        columns.TITLE: texts.row_number(activity.title, activity.number),
        columns.TERM: activity.term,
        columns.EXECUTORS: ", ".join(activity.executors),
        columns.FORM: activity.result_form,
    }


def direction_heading(direction: Direction) -> str:
    """The heading above a direction's rows."""
    return texts.DIRECTION_HEADING.format(number=direction.number, title=direction.title)


def voters_columns(school: School) -> frozenset[str]:
    """The headers of the columns that «Утверждение» must have: of everybody who may ever vote."""
    labels = (school.roster.label(person) for person in all_voters(school.workflow.stages, school.roster))
    return frozenset(label + part for label in labels for part in columns.VOTE_PARTS)


def view_of(
    school: School, snapshot: Snapshot, last: Mapping[str, Cells] | None = None, *, partial: bool = False
) -> View:
    """The snapshot as understood for this school, by what was last seen where a column stands twice.

    With `partial` the tables whose headers lost some names are found, too.
    """
    plans = tabs_of(school)
    titles = frozenset(direction_heading(each) for each in school.roadmap.directions)
    labels = [person.label for person in school.roster.people.values()]
    voters = tuple(label + part for label in labels for part in columns.VOTE_PARTS)
    words = frozenset(map(word_key, school.workflow.choices.values()))
    former = former_voters(frozenset(voters), last or {}, words)
    view = read_view(snapshot, plans, titles, (*voters, *former), last, partial=partial)
    view = replace(view, problems=(*view.problems, *snapshot.remarks))
    return check_protections(view, snapshot, school.roster, school.milestones)
