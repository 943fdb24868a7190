"""import.md: what was understood, what was mended, and what a person must settle, as a checklist in Russian."""

from models.document import repeated
from models.evidence import EvidenceRules, forms_of
from models.importing import texts
from models.importing.imported import Imported, ImportedActivity
from models.importing.plausibility import unknown_forms, unknown_posts, unnamed_posts, without_executors
from models.importing.proposals import roles_of
from models.importing.settled_terms import Settlement, proposed
from models.terms import Period, is_supposed
from models.text import Problem, count, shortened, spell_day


def report_text(imported: Imported, period: Period, settlement: Settlement, rules: EvidenceRules, file: str) -> str:
    """The whole of import.md."""
    open_ = [each for each in imported.problems if each not in settlement.closed]
    supposed = [
        each for each in imported.activities() if is_supposed(each.term) and each.term.text not in settlement.seen
    ]
    unknown = unknown_posts(imported)
    odd = {form: codes for form, codes in unknown_forms(imported, rules).items() if form not in settlement.seen}
    waiting = len(open_) + len(supposed) + len(unknown) + len(odd)
    lines = [f"# Импорт дорожной карты из {file}", "", texts.what_next(waiting)]
    lines += ["", texts.HOW_TO_SETTLE.format(file=file)] if waiting else []
    lines += ["", "## Что решить человеку", ""]
    proposals = _proposals(imported, period)
    lines += [f"- [ ] **{each.where}**: {each.sentence()}{proposals.get(each, '')}" for each in open_]
    lines += [f"- [x] {each}" for each in settlement.lines]
    lines += ["Вопросов нет."] if not (open_ or settlement.lines) else []
    if supposed:
        lines += ["", "Сроки, понятые по обычаю (верно ли?):", ""]
        lines += [f"- [ ] {each.code} ({each.where}): «{each.term.text}» — {each.term.note}" for each in supposed]
    if unknown:
        lines += ["", "Должности, которых нет в словаре (проверьте people.yaml):", ""]
        lines += [f"- [ ] {post}: {', '.join(codes)}" for post, codes in unknown.items()]
    lines += _roles(imported, settlement)
    if odd:
        lines += ["", texts.FORMS_WITHOUT_RULE.format(otherwise=rules.otherwise.label), ""]
        lines += [f"- [ ] {form}: {', '.join(codes)}" for form, codes in odd.items()]
    lines += ["", "## Что понято", "", *_summary(imported, period), ""]
    lines += [
        "| Код | Где | Мероприятие | Срок | Исполнить | Исполнители | Подтверждение |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(each, settlement, rules) for each in imported.activities()]
    lines += ["", "## Что исправлено в тексте", ""]
    mended = [each for each in imported.activities() if each.mended]
    lines += [f"- {each.code} ({each.where}): {'; '.join(repeated(each.mended))}" for each in mended] or ["Ничего."]
    if imported.notes:
        lines += ["", "## Что сделано со строками", "", *(f"- {note}" for note in imported.notes)]
    return "\n".join(lines) + "\n"


def _proposals(imported: Imported, period: Period) -> dict[Problem, str]:
    """What `--ask` offers for each open point, to be taken with Enter."""
    found: dict[Problem, str] = {}
    for activity in imported.activities():
        if activity.term.unclear:
            where = texts.place(activity.code, activity.where)
            problem = texts.unclear_term(where, activity.term.text, activity.term.unclear)
            found[problem] = texts.PROPOSAL.format(proposal=proposed(activity.term.text, period))
    for activity, above in without_executors(imported):
        problem = texts.no_executor(texts.place(activity.code, activity.where), ())
        found[problem] = texts.PROPOSAL.format(proposal=above)
    for person, (post, rows) in unnamed_posts(imported).items():
        for problem in (each for row in rows for each in texts.about_names(row)):
            found[problem] = found.get(problem, "") + texts.PROPOSAL.format(proposal=f"{person} – {post}")
    return found


def _roles(imported: Imported, settlement: Settlement) -> list[str]:
    """The posts that curate, vote and direct, where nobody said so yet."""
    open_ = {role: held for role, held in roles_of(imported).items() if role not in settlement.roles}
    reason = {True: texts.ROLE_IN_DOCUMENT, False: texts.ROLE_BY_CUSTOM}
    lines = [
        texts.ROLE.format(role=texts.ROLES[role], post=post, reason=reason[named])
        for role, (post, named) in open_.items()
    ]
    return ["", texts.ROLES_ASKED, "", *lines] if lines else []


def import_sentences(imported: Imported, settlement: Settlement) -> list[str]:
    """What was understood and settled, for the terminal."""
    activities = imported.activities()
    lines = [imported.preamble.title] if imported.preamble.title else []
    lines.append(texts.contents(len(imported.directions), len(activities), imported.period))
    for activity in activities:
        settled = settlement.terms.get(activity.code)
        dues = settled.meaning if settled else ", ".join(spell_day(each.due) for each in activity.term.occurrences)
        lines.append(f"{activity.code}  {activity.term.text or '—'} → {dues or texts.TERM_UNCLEAR}")
    left = [f"{each.where}: {each.sentence()}" for each in imported.problems if each not in settlement.closed]
    return [*lines, "", texts.TO_DECIDE, *left] if left else lines


def _summary(imported: Imported, period: Period) -> list[str]:
    preamble = imported.preamble
    order = f"№ {preamble.order[0]} от {spell_day(preamble.order[1])}" if preamble.order else "не найден"
    activities = imported.activities()
    lines = [
        f"- Название: {preamble.title or 'не найдено'}",
        f"- Школа: {preamble.school or 'не найдена'}",
        f"- Приказ: {order}",
        f"- Период: {period}",
        f"- {count(len(imported.directions), 'направление', 'направления', 'направлений')}, "
        f"{count(len(activities), 'мероприятие', 'мероприятия', 'мероприятий')}",
    ]
    lines += [
        texts.SECTION.format(number=each.number, title=each.title, rows=count(len(each.activities), *texts.ACTIVITIES))
        for each in imported.directions
    ]
    if imported.rows:
        lines.append(texts.ROWS.format(read=imported.rows, made=len(activities)))
    if preamble.amended:
        lines.append(f"- В редакции приказа № {preamble.amended[0]} от {spell_day(preamble.amended[1])}")
    return lines


def _row(activity: ImportedActivity, settlement: Settlement, rules: EvidenceRules) -> str:
    term, settled = activity.term, settlement.terms.get(activity.code)
    proof = settlement.forms.get(activity.code, activity.result_form)
    forms = ", ".join(dict.fromkeys(rule.label for rule in forms_of(proof, rules)))
    dues = texts.dues_in_short([each.due for each in term.occurrences])
    cells = (
        activity.code,
        activity.where,
        shortened(activity.title, 80),
        term.text or "—",
        f"{settled.meaning} (решено)" if settled else dues,
        ", ".join(activity.posts()) or "—",
        forms if activity.result_form else "—",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
