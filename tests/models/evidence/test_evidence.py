# ruff: noqa: E501 - tables are as wide as what people write
"""What is written in «Результат» is read as a person would read it, and judged by the form of the result."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.evidence import EvidenceRules, assess, forms_of, read_evidence
from models.evidence.assess import Assessment
from models.evidence.links import is_on_site, normal_link, read_links

HERE = Path(__file__).parents[2]
SECTION = yaml.safe_load((HERE.parent / "config" / "evidence.yaml").read_text(encoding="utf-8"))
RULES = EvidenceRules.model_validate(SECTION)
START, DUE = date(2021, 2, 1), date(2021, 12, 31)


def table(text: str) -> list[tuple[str, ...]]:
    """Rows of a table drawn with bars; its first row is the heading."""
    rows = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    return [tuple(cell.strip() for cell in row) for row in rows[1:]]


def judged(written: str, form: str, **given_: object) -> Assessment:
    setting = {"site": "школа150.рф", "start": START, "due": DUE, "used_links": {}} | given_
    return assess(written, form, RULES, **setting)  # type: ignore[arg-type]


def kinds(form: str) -> str:
    return " + ".join(rule.kind for rule in forms_of(form, RULES))


# ── which form it is ──────────────────────────────────────────────────────────────────────────────────────────────────

CORPUS = [line.split("\t") for line in (HERE / "data/results.tsv").read_text(encoding="utf-8").splitlines()[1:]]
KINDS_OF_CORPUS = {
    "order_plus_group": "order",
    "protocol_many": "protocol",
    "program_site": "site",
    "program_and_protocol": "program + protocol",
    "base": "register",
    "activity_not_document": "order",
    "official_list": "letter",
}
THREE_PAPERS = "план работы, протоколы заседаний методобъединения,"


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, form, _ in CORPUS])
def test_every_form_of_the_corpus_is_recognised_as_its_kind(kind: str, form: str) -> None:
    typed = form.replace("\\n", "\n").replace("\\t", "\t")
    expected = "plan + protocol + report" if form.startswith(THREE_PAPERS) else KINDS_OF_CORPUS.get(kind, kind)
    assert kinds(typed) == expected


@pytest.mark.parametrize(
    ("kind", "form"),
    table("""
        | вид                | форма результата                                                                |
        | order              | Приказ                                                                          |
        | register           | База наставников                                                                |
        | local_act          | Локальные акты                                                                  |
        | plan               | План	работы	по профессиональной ориентации обучающих школы                   |
        | materials          | Методические материалы                                                          |
        | model              | Модель профориентационн ой	деятельности школы                                  |
        | contract           | Договора о сетевом взаимодействии, сотрудничестве                               |
        | report             | Отчеты мониторинга                                                              |
        | statistics         | Статистическая информация                                                       |
        | statistics         | Статистическая информация	о повышении квалификации педагогических работников  |
        | program            | Программы внеурочной деятельности	и дополнительного образования               |
        | site               | Программы размещенные	на сайте ОО                                             |
        | application        | Заявительные документы                                                          |
        | program + protocol | Программа семинаров, протоколы совещаний                                        |
        | register           | Банк                                                                            |
        | site               | Образовательные программы, размещенные	на сайте ОО                          |
        | information        | Информация                                                                      |
        | information        | Информация по итогам участия в мероприятий                                      |
        | site               | Сайт ОО                                                                         |
        | dissemination      | Обобщение	и распространение эффективного опыта профориентацио нной деятельности |
        | plan               | План внутренней системы оценки качества образования                             |
    """),
)
def test_every_form_of_the_seed_is_recognised(kind: str, form: str) -> None:
    assert kinds(form) == kind


@pytest.mark.parametrize(
    ("kind", "form"),
    table("""
        | вид              | форма результата                                        |
        | report           | Доклад о ходе реализации плана                          |
        | report           | Аналитический отчёт                                     |
        | order            | ПРИ-КАЗ                                                 |
        | order + register | Приказ, база наставников                                |
        | plan + report    | План и отчёт                                            |
        | plan + order     | План мероприятий, приказ об утверждении плана           |
        | materials        | Сборник отчётов и программ                              |
        | information      | Информация об итогах конкурсов и планах                 |
        | site             | Программы внеурочной деятельности, размещённые на сайте |
        | order            | Приказ, размещённый на сайте                            |
        | site + order     | Программы, размещённые на сайте, приказ                 |
        | order            | Приказ или протокол                                     |
        | order            | Приказ/протокол                                         |
        | plan             | Утверждение плана работы                                |
        | order            | Приказ № 1, приказ № 2                                  |
        | document         | Хоровод                                                 |
        | document         |                                                         |
    """),
)
def test_a_form_stands_at_the_head_of_its_item(kind: str, form: str) -> None:
    assert kinds(form) == kind


def test_forms_in_the_manners_of_many_schools_are_recognised() -> None:
    lines = (HERE / "data/more_results.tsv").read_text(encoding="utf-8").splitlines()[1:]
    forms = [tuple(line.split("\t")) for line in lines]
    assert [(form, kinds(form)) for form, _ in forms] == forms


# ── what is needed ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("form", "written", "missing"),
    table("""
        | форма           | написано                                                          | чего не хватает                     |
        | Приказ          | Приказ №21/2 от 18 февраля 2021г., ссылка https://школа150.рф/d/1 |                                     |
        | Приказ          | № 5 от 01.03.2021 (приказ) disk.yandex.ru/i/abc                   |                                     |
        | Приказ          | пр. 21/2 от 18.02.21                                              | Нужна ссылка                        |
        | Приказ          |                                                                   | Нужны номер и дата приказа и ссылка |
        | Приказ          | https://школа150.рф/d/1                                           | Нужны номер и дата приказа          |
        | Приказ          | № 21/2                                                            | Нужны дата и ссылка                 |
        | Приказ          | от 18.02.2021 https://школа150.рф/d/1                             | Нужен номер приказа                 |
        | Приказ          | № 21/2 https://школа150.рф/d/1                                    | Нужна дата                          |
        | Приказ          | Приказ МБОУ СОШ № 150 от 18.02.2021 https://школа150.рф/d/1       | Нужен номер приказа                 |
        | Приказ          | Приказ № 7 от 31.02.2021 https://школа150.рф/d/1                  | Даты 31.02.2021 нет в календаре. Нужна дата |
        | Приказ          | готово                                                            | Одного слова «готово» в графе «Результат» недостаточно. Нужны номер и дата приказа и ссылка |
        | Протокол        | Протокол № 3 от 01.03.2021 https://школа150.рф/p                  |                                     |
        | Протокол        | Протокол б/н от 01.03.2021 https://школа150.рф/p                  |                                     |
        | Договора        | договор                                                           | Нужны номер и дата договора и ссылка |
        | Локальные акты  | Положение, приказ № 5 от 01.03.2021                               | Нужна ссылка                        |
        | План            | утверждён 01.03.2021                                              | Нужна ссылка                        |
        | План            | https://школа150.рф/plan                                          | Нужна дата утверждения              |
        | Программа       | https://школа150.рф/plan от 01.03.2021                            |                                     |
        | Отчет           |                                                                   | Нужны дата отчёта и ссылка          |
        | Сайт ОО         | https://www.школа150.рф/prof                                      |                                     |
        | Сайт ОО         | https://vk.com/wall-1_2                                           | Нужна ссылка на страницу сайта школы |
        | Банк            | https://школа150.рф/bank 17 записей                               |                                     |
        | Банк            | https://школа150.рф/bank2021/17                                   | Нужно число записей                 |
        | Банк            | 17 записей                                                        | Нужна ссылка                        |
        | База наставников |                                                                  | Нужны ссылка и число записей        |
        | База наставников | наставников — 17, https://школа150.рф/n                          |                                     |
        | Статистическая информация | прошли курсы 17 педагогов, на 01.03.2021                |                                     |
        | Статистическая информация | 85 % на 01.03.2021                                      |                                     |
        | Статистическая информация | на 01.03.2021                                           | Нужно количество                    |
        | Статистическая информация | 17 педагогов                                            | Нужна дата подсчёта                 |
        | Статистическая информация | за 2021 год                                             | Нужны дата подсчёта и количество    |
        | Участие 100% обучающихся  | 98 %                                                    |                                     |
        | Участие 100% обучающихся  | все                                                     | Одного слова «все» в графе «Результат» недостаточно. Нужна доля участников в процентах или число участников |
        | Заявительные документы    | поданы 05.03.2021, 12 участников                        |                                     |
        | Заявительные документы    | поданы 05.03.2021, https://konkurs.ru/list              |                                     |
        | Заявительные документы    | поданы 05.03.2021                                       | Нужно число участников или ссылка   |
        | Заявительные документы    |                                                         | Нужна дата подачи, а также число участников или ссылка |
        | Методические материалы    | папка на диске                                          | Нужна ссылка                        |
        | Обобщение опыта           | https://vk.com/wall-1_2                                 |                                     |
        | Исходящее письмо          | исх. № 01-05/12 от 01.03.2021                           |                                     |
        | Письменный отчет, электронная почта | отправлен 05.03.2021 на edu@chel.ru           |                                     |
        | Письменный отчет, электронная почта | отправлен 05.03.2021                          | Нужна ссылка или способ отправки    |
        | Совещание       | 05.03.2021, протокол № 3                                          |                                     |
        | Хоровод         | https://школа150.рф/h                                             |                                     |
        | Хоровод         | +                                                                 | Одного знака «+» в графе «Результат» недостаточно. Нужно пояснение (не короче 30 букв), ссылка, номер или число участников |
    """),
)
def test_only_what_is_still_missing_is_named(form: str, written: str, missing: str) -> None:
    assert judged(written, form).missing == missing


@pytest.mark.parametrize(
    "tick", ["+", "да", "Да!", "готово", "ГОТОВО", "выполнено", "✓", "Всё выполнено в полном объёме", "-"]
)
def test_a_bare_tick_is_no_information(tick: str) -> None:
    answer, what = judged(tick, "Информация"), "слова" if tick[0].isalnum() else "знака"
    assert not answer.met
    assert answer.missing == (
        f"Одного {what} «{tick}» в графе «Результат» недостаточно. "
        "Нужно пояснение (не короче 30 букв), ссылка или число участников"
    )


@pytest.mark.parametrize(
    ("written", "verdict"),
    table("""
        | написано                                                     | засчитано |
        | Провели классные часы о профессиях, встретились с родителями | да        |
        | охват 120 чел.                                               | да        |
        | Участвовали 25 учащихся 8-9 классов                          | да        |
        | участников: 45                                               | да        |
        | https://vk.com/wall-123_45                                   | да        |
        | 8-9 классы                                                   | нет       |
        | 7Б, 8А                                                       | нет       |
        | № 120                                                        | нет       |
        | 18.02.2021                                                   | нет       |
        | проведено 3 урока                                            | нет       |
        | 0 участников                                                 | нет       |
        | школа № 150                                                  | нет       |
        | ура ура ура ура ура ура ура ура ура ура ура ура              | нет       |
        | ааааааааааааааааааааааааааааааааааааааааааааааа              | нет       |
        | сайт сайт сайт сайт сайт сайт сайт сайт сайт сайт            | нет       |
    """),
)
def test_information_is_a_text_a_link_or_people(written: str, verdict: str) -> None:
    assert judged(written, "Информация").met is (verdict == "да")


@pytest.mark.parametrize(
    ("written", "missing"),
    table("""
        | написано                                                   | чего не хватает |
        | Программа https://a.ru/1, протокол № 3 от 15.03.2021 https://a.ru/2 | |
        | https://a.ru/1 и https://a.ru/2                            | |
        | Программа и протокол № 3 от 15.03.2021 – в папке https://a.ru/1 | |
        | https://a.ru/1 и https://www.a.ru/1/                       | Нужны номер и дата протокола. Подтверждений нужно два: программа и протокол |
        | Протокол № 3 от 15.03.2021 https://a.ru/1                  | Подтверждений нужно два: программа и протокол – дайте ссылку на каждое или назовите каждое в тексте |
        | Программа, протокол № 3 от 15.03.2021                      | Нужна ссылка |
        | Программа и протоколы                                      | Нужны номер и дата протокола и ссылка |
        |                                                            | Нужны номер и дата протокола и ссылка. Подтверждений нужно два: программа и протокол |
    """),
)
def test_two_forms_in_one_cell_need_two_proofs(written: str, missing: str) -> None:
    assert judged(written, "Программа семинаров, протоколы совещаний").missing == missing


def test_links_for_every_form_do_not_stand_in_for_a_number_of_records() -> None:
    assert judged("https://a.ru/1 https://a.ru/2", "Приказ, база наставников").missing == "Нужно число записей"


@pytest.mark.parametrize(
    ("written", "said"),
    table(r"""
        | написано                     | сказано |
        | javascript:alert(1)          | «javascript:alert(1)» – не ссылка: адрес начинается с https://. Нужна ссылка |
        | C:\Мои документы\план.docx   | «C:\Мои документы\план.docx» – файл на вашем компьютере, другие его не откроют. Нужна ссылка |
        | file:///D:/plan.docx         | «file:///D:/plan.docx» – файл на вашем компьютере, другие его не откроют. Нужна ссылка |
        | \\server\docs\plan.docx      | «\\server\docs\plan.docx» – файл на вашем компьютере, другие его не откроют. Нужна ссылка |
        | http://192.168.0.5/plan      | Адрес «http://192.168.0.5/plan» у других не откроется. Нужна ссылка |
        | http://server/plan           | Адрес «http://server/plan» у других не откроется. Нужна ссылка |
        | http://127.0.0.1:4200/api    | Адрес «http://127.0.0.1:4200/api» у других не откроется. Нужна ссылка |
        | http://[::1]/                | Адрес «http://[::1]/» у других не откроется. Нужна ссылка |
        | http://0x7f000001/           | Адрес «http://0x7f000001/» у других не откроется. Нужна ссылка |
        | http://a.example@127.0.0.1/  | Адрес «http://a.example@127.0.0.1/» у других не откроется. Нужна ссылка |
        | http://169.254.169.254/meta/ | Адрес «http://169.254.169.254/meta/» у других не откроется. Нужна ссылка |
        | data:text/html,да            | «data:text/html,да» – не ссылка: адрес начинается с https://. Нужна ссылка |
        | план.docx                    | Нужна ссылка |
        | edu@chel.ru                  | Нужна ссылка |
        | г.Челябинск, ул.Ленина/5     | Нужна ссылка |
    """),
)
def test_what_opens_for_nobody_else_is_no_link(written: str, said: str) -> None:
    assert judged(written, "Методические материалы").missing == said


# ── what is read ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "understood"),
    table("""
        | написано                                                      | понято |
        | Приказ № 21/2 от 18.02.2021, https://школа150.рф/doc/12       | В записи указано: приказ № 21/2 от 18.02.2021, ссылка https://школа150.рф/doc/12 |
        | пр. 21/2 от 18.02.21                                          | В записи указано: приказ № 21/2 от 18.02.2021 |
        | №21-од                                                        | В записи указано: приказ № 21-од |
        | N 5                                                           | В записи указано: приказ № 5 |
        | номер 7                                                       | В записи указано: приказ № 7 |
        | 01-05/12 от 1 марта 2021 года                                 | В записи указано: приказ № 01-05/12 от 01.03.2021 |
        | приказ 21/2от18.02.2021                                       | В записи указано: приказ № 21/2 от 18.02.2021 |
        | от 18.02.2021 № 21/2                                          | В записи указано: приказ № 21/2 от 18.02.2021 |
        | 2021-02-18 №5                                                 | В записи указано: приказ № 5 от 18.02.2021 |
        | Приказы № 5-од, № 6-од от 01.03.2021                          | В записи указано: приказ № 5-од от 01.03.2021, приказ № 6-од от 01.03.2021 |
        | № 1 от 01.03.2021, № 2 от 05.03.2021                          | В записи указано: приказ № 1 от 01.03.2021, приказ № 2 от 05.03.2021 |
        | №№ 1, 2 и 3                                                   | В записи указано: приказ № 1, приказ № 2, приказ № 3 |
        | Приказ МБОУ «СОШ № 150 г. Челябинска» 18.02.2021 № 21/2       | В записи указано: приказ № 21/2 от 18.02.2021 |
        | https://a.ru/1 https://a.ru/2 https://a.ru/3                  | В записи указано: 3 ссылки, первая https://a.ru/1 |
        | 17 записей                                                    | В записи указано: 17 записей |
        | наставников — 17                                              | В записи указано: наставников: 17 |
        | Приказ по школе № 5 от 18.02.2021                             | В записи указано: приказ № 5 от 18.02.2021 |
        | приказ 21-од 18.02.2021, стр. 5                               | В записи указано: приказ № 21-од от 18.02.2021 |
        | курсы прошли 5 из 40 педагогов                                | В записи указано: 5 из 40 педагогов |
        | наставников-17                                                | В записи указано: наставников: 17 |
        | охват 120чел.                                                 | В записи указано: 120 чел. |
        | 1 250 учащихся                                                | В записи указано: 1250 учащихся |
        | № 5 - 17 записей                                              | В записи указано: приказ № 5, 17 записей |
        | 5 (пять) педагогов                                            | В записи указано: 5 педагогов |
        | 12 участников из школы № 19                                   | В записи указано: 12 участников |
        | 25 учащихся 8-9 классов, 7 «Б», 10-11 кл.                     | В записи указано: 25 учащихся |
        | 1. Программа; 2. Протокол, 12,5 %                             | В записи указано: 12,5 % |
        | 14:00, каб. 12, п. 1.2.15, 273-ФЗ, тел. 8 (351) 123-45-67     | В записи нет номера, даты, ссылки или количества |
        | https://vk.com/wall-123_45?w=17                               | В записи указано: ссылка https://vk.com/wall-123_45?w=17 |
        | за 2020/2021 учебный год, ЕГЭ-2021, в марте 2021 г.           | В записи нет номера, даты, ссылки или количества |
        |                                                               | |
    """),
)
def test_free_text_is_read_as_a_person_reads_it(written: str, understood: str) -> None:
    assert judged(written, "Приказ").understood == understood


@pytest.mark.parametrize(
    ("written", "links"),
    table("""
        | написано                                            | ссылки |
        | (см. https://a.ru/doc_(1)).                         | a.ru/doc_(1) |
        | HTTPS://WWW.A.RU/Doc/                               | a.ru/Doc |
        | disk.yandex.ru/i/abc; drive.google.com/file/d/1/view?usp=sharing | disk.yandex.ru/i/abc drive.google.com/file/d/1/view |
        | сайт: школа-7.дети                                  | xn---7-6kc3bfr2e.xn--d1acj3b |
        | xn--80aa.xn--p1ai/x                                 | xn--80aa.xn--p1ai/x |
        | https://a.ru/1,https://a.ru/2                       | a.ru/1 a.ru/2 |
        | https://a.ru/%D0%B0 https://a.ru/а                  | a.ru/а |
        | https://школа150.рф@evil.com/x                      | evil.com/x |
        | https://                                            | |
        | https://…                                           | |
        | http://[                                            | |
        | т.е. и т.д., приказ.pdf, 1.3/2021, 21/2             | |
    """),
)
def test_addresses_are_brought_to_one_spelling(written: str, links: str) -> None:
    assert " ".join(link.normal for link in read_links(written).links) == links


@pytest.mark.parametrize(
    ("site", "address", "verdict"),
    table("""
        | сайт школы               | ссылка                          | свой |
        | школа150.рф              | https://школа150.рф/prof        | да   |
        | школа150.рф              | http://www.ШКОЛА150.рф/prof     | да   |
        | школа150.рф              | docs.школа150.рф/prof           | да   |
        | https://www.школа150.рф/ | https://xn--150-5cd3cgu2f.xn--p1ai/a | да |
        | школа150.рф              | https://нешкола150.рф/prof      | нет  |
        | школа150.рф              | https://школа150.рф.evil.com/a  | нет  |
        | школа150.рф              | https://школа150.рф@evil.com/a  | нет  |
        | школа150.рф              | https://evil.com/школа150.рф    | нет  |
        | edu.ru/school150         | https://edu.ru/school150/prof   | да   |
        | edu.ru/school150         | https://edu.ru/school1501/prof  | нет  |
    """),
)
def test_the_schools_own_site_is_told_from_its_likes(site: str, address: str, verdict: str) -> None:
    assert is_on_site(read_links(address).links[0], site) is (verdict == "да")


def test_a_school_without_a_known_site_is_not_stopped() -> None:
    answer = judged("https://a.ru/prof", "Сайт ОО", site=None)
    assert answer.met
    assert "Адрес сайта школы не задан: проверьте, что ссылка ведёт на него" in answer.warnings


# ── what the voters are told ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("form", "written", "warning"),
    table("""
        | форма            | написано                                    | предупреждение |
        | Приказ           | № 5 от 18.02.2020 https://a.ru/x            | Дата 18.02.2020 – раньше начала срока вехи (01.02.2021) |
        | Приказ           | № 5 от 18.02.2022 https://a.ru/x            | Дата 18.02.2022 – позже срока вехи (31.12.2021) |
        | Приказ           | № 5 от 18.02.2031 https://a.ru/x            | Дата 18.02.2031 – этот день ещё не наступил |
        | Приказ           | № 5 от 31.12.2021 https://a.ru/x            | |
        | Приказ           | № 5 от 01.02.2021 https://a.ru/x            | |
        | Приказ           | № 5 от 18.02.2021 https://www.a.ru/old/     | Ссылка https://www.a.ru/old/ уже подтверждала веху 1.3/2020 |
        | Приказ           | № 5 от 18.02.2021 http://a.ru/x             | Ссылка http://a.ru/x не защищена: лучше https:// |
        | Приказ           | № 5 от 18.02.2021 a.ru                      | Ссылка a.ru ведёт на главную страницу, а не на сам документ или раздел |
        | Приказ           | б/н от 18.02.2021 https://a.ru/x            | Документ без номера (б/н) |
        | Приказ           | № 5 от 18.02.2021 https://a.ru/x D:\\5.docx | «D:\\5.docx» – файл на вашем компьютере, другие его не откроют |
        | Договора о сетевом взаимодействии | № 5 от 18.02.2021 https://a.ru/x | По форме результата нужно несколько документов, указан один |
        | Договора о сетевом взаимодействии | № 5, № 6 от 18.02.2021 https://a.ru/x | |
        | База наставников | 17 записей https://a.ru/x                   | Не указано: дата обновления |
        | Приказ о создании рабочих групп | № 5 от 18.02.2021 https://a.ru/x | Не указано: состав группы |
        | Приказ о создании рабочих групп | № 5 от 18.02.2021 https://a.ru/x, состав – в приложении | |
        | Рост количества участников | на 18.02.2021 – 25 чел.           | Не указано: числа «было» и «стало» |
        | Рост количества участников | было 10, стало 25 на 18.02.2021   | |
        | Программа семинаров, протоколы | https://a.ru/1 https://a.ru/2 | Не указано, проверьте по ссылкам: номер и дата |
    """),
)
def test_a_warning_is_said_and_stops_nobody(form: str, written: str, warning: str) -> None:
    answer = judged(written.replace("\\\\", "\\"), form, used_links={"a.ru/old": "1.3/2020"}, today=date(2022, 3, 1))
    assert (answer.met, answer.missing) == (True, "")
    assert answer.warnings == ((warning.replace("\\\\", "\\"),) if warning else ())


def test_a_milestone_without_a_term_warns_about_no_date() -> None:
    assert judged("№ 5 от 18.02.1999 https://a.ru/x", "Приказ", start=None, due=None).warnings == ()


# ── the rules themselves ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"note_leters": 5}, "note_leters"),
        ({"note_letters": 0}, "note_letters"),
        ({"forms": [{"kind": "a", "label": "а", "matches": ["а"], "needs": ["nummber"]}]}, "'number', 'date'"),
        ({"forms": [{"kind": "a", "label": "а", "matches": ["а"], "needs": []}]}, "подошла бы и пустая графа"),
        ({"forms": [{"kind": "a", "label": "а", "matches": ["—"], "needs": ["link"]}]}, "не узнаёт ничего"),
        ({"forms": [{"kind": "a", "label": "а", "needs": ["link"]}]}, "правило никогда не сработает"),
        ({"forms": [{"kind": k, "label": "а", "matches": ["Отчёт"], "needs": ["link"]} for k in "ab"]}, "дважды"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(complaint)):
        EvidenceRules.model_validate(SECTION | change)


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

FORMS = st.sampled_from(sorted({form.replace("\\n", "\n") for _, form, _ in CORPUS} | {"", "Хоровод", "Приказ, банк"}))
PIECES = st.sampled_from(
    re.split(
        " [|] ",
        "Приказ | № 21/2 | №21-од | от 18.02.2021 | 18 февраля 2021г. | пр. 7 | N 5 | https://школа150.рф/doc/12 | "
        "disk.yandex.ru/i/abc | C:\\план.docx | javascript:alert(1) | 17 записей | наставников — 17 | охват 120 чел. | "
        "8-9 классы | 7Б | да | готово | + | ✓ | 85 % | б/н | протокол | программа | план | 31.02.2021 | 2021 год | "
        "школа № 150 | провели встречу с родителями и педагогами | , | ; | ( | ) | 1. | № | от | 17 | 5 из 40 | по школе",
    )
)
TEXTS = st.lists(PIECES, max_size=7).map(" ".join)
ANYTHING = st.one_of(TEXTS, st.text(max_size=60), st.text("№N0123456789./-:,\\ отгapйкл|", max_size=30))
LINKS = st.sampled_from(["https://a.ru/x", "http://школа150.рф/doc/5", "disk.yandex.ru/i/zzz", "www.школа150.рф/17"])
BLANKS = st.lists(st.sampled_from([" ", "  ", "\u00a0", "\t", "\n", "\u202f ", " \u200b"]), min_size=40, max_size=40)


@given(ANYTHING, st.one_of(FORMS, st.text(max_size=40)))
def test_whatever_is_written_is_either_met_or_said_to_be_missing(written: str, form: str) -> None:
    answer = judged(written, form)
    assert answer.met is (answer.missing == "")
    assert bool(answer.understood) is bool(read_evidence(written).text)


@given(ANYTHING, FORMS, LINKS, st.booleans())
def test_one_more_link_never_takes_a_proof_away(written: str, form: str, link: str, stands_first: bool) -> None:
    longer = f"{link} {written}" if stands_first else f"{written} {link}"
    assert judged(longer, form).met >= judged(written, form).met


@given(TEXTS, FORMS, BLANKS, st.sampled_from([str, str.upper, str.lower, str.swapcase]))
def test_blanks_and_letter_case_change_no_verdict(written: str, form: str, blanks: list[str], cased: type[str]) -> None:
    def noisy(text: str) -> str:
        return "".join(a + b for a, b in zip(cased(text).split(" "), [*blanks, *[" "] * 99], strict=False))

    assert judged(noisy(written), noisy(form)).met == judged(written, form).met


def test_a_pasted_list_is_understood_in_one_line() -> None:
    written = "; ".join(f"№ {n} от 01.03.2021 https://a.ru/{n} {n} записей" for n in range(1, 100))
    assert len(judged(written, "Протоколы").understood) < 300


@given(ANYTHING)
def test_an_address_in_its_one_spelling_stays_as_it_is(written: str) -> None:
    for link in read_evidence(written).links:
        assert normal_link(link.normal) == link.normal


@given(TEXTS, FORMS)
def test_reading_is_the_same_each_time(written: str, form: str) -> None:
    assert judged(written, form) == judged(written, form)


@pytest.mark.parametrize("piece", ["1-", "8, ", "№1", "5 и ", "a.", "a@", "a\\", "C:\\a ", "[(", "наставников ", "1/"])
def test_a_full_cell_of_one_sign_is_read_at_once(piece: str) -> None:
    """A cell holds up to 50,000 characters; a reading that grows with their square would stop the pass."""
    assert read_evidence(piece * (50_000 // len(piece))).dates == ()
