"""Who does it: the dictionary of posts, and cells of executors split into posts, organisations and names as signed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from models.text import Strict, plain

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIAL = r"[А-ЯЁ]\s?\."
_NAME = re.compile(
    rf"\[Фамилия(?:\s?И\.\s?О\.)?\]|\[И\.\s?О\.\s?Фамилия\]|"
    rf"\b{_SURNAME}\s+{_INITIAL}(?:\s?{_INITIAL})?|(?<![А-Яа-яЁё]){_INITIAL}\s?(?:{_INITIAL}\s?)?{_SURNAME}\b|"
    rf"\b{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|ьич)\b"
)
_ENDS_WITH_NAME = re.compile(rf"{_SURNAME} {_INITIAL} ?{_INITIAL}\s{{0,3}}$")
_AGREED = re.compile(r"\(?\s{0,3}по согласовани[юя]\s{0,3}\)?", re.IGNORECASE)
_NOTHING = re.compile(r"[\s\-–—_.]*")
_BULLET = re.compile(r"(?:^|(?<=\s))[-–—](?=\s)")
_SEPARATOR = re.compile(r"[,;•·|]|(?<![\w.])\d{1,2}[.)](?=\s*[А-Яа-я])|(?<=[а-яё)])\s*/\s*(?=[А-Яа-я])")
_BRACKETS = re.compile(r"[(«\"][^()«»\"]*[)»\"]")
_OF_CLASSES = re.compile(r"(?:\d+|[IVX]+)\b.*")
_BY_WORK = re.compile(r"(?:по\s+)?[А-ЯЁ]{2,4}|по\s+[А-ЯЁа-яё-]+(?:\s+работе)?")
_APART = 4  # words more than a spelling has: hyphens stand apart, as in "педагог - организатор"
_NEAR = 200  # characters: what stands farther away says nothing of the part at hand
_JOINTS = {"и", "и/или", "или"}
_TIED = {"-", "–", "—", "от", "для", "при", "из", "по", "с", "со", "в", "во", "за", "над"}
_GENITIVE = re.compile(r"[а-яё]+(?:ых|их)\s")


class KnownPost(Strict):
    """One post of the dictionary."""

    title: str
    also: tuple[str, ...] = ()
    plural: bool = False
    collegial: bool = False
    organisation: bool = False
    mailed: bool = True


class Posts(Strict):
    """The whole dictionary."""

    posts: tuple[KnownPost, ...]
    subjects: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    @cached_property
    def _by_key(self) -> dict[str, KnownPost]:
        found: dict[str, KnownPost] = {}
        for post in self.posts:
            for name in (post.title, *post.also):
                found.setdefault(letters_of(name), post)
        return found

    @cached_property
    def longest(self) -> int:
        """How many words the longest spelling has."""
        return max(len(name.split()) for post in self.posts for name in (post.title, *post.also))

    def find(self, spelling: str) -> KnownPost | None:
        """The post spelled so, whatever the spaces, hyphens, full stops and letter case."""
        return self._by_key.get(letters_of(spelling))

    def is_organisation(self, text: str) -> bool:
        """Whether an unknown text begins as names of organisations do."""
        words = text.split()
        beginning = " ".join(words).lower()
        return any(
            name == words[0].strip('.,«»"') if name.isupper() else beginning.startswith(name)
            for name in self.organisations
            if words
        )

    def spellings(self) -> tuple[str, ...]:
        """Every spelling of every post."""
        return tuple(name for post in self.posts for name in (post.title, *post.also))


def letters_of(text: str) -> str:
    """Only the letters and digits of a spelling.

    >>> letters_of("Кл. рук."), letters_of("Педагог - организатор")
    ('клрук', 'педагогорганизатор')
    """
    return re.sub(r"[^а-яa-z0-9]", "", plain(text))


@dataclass(frozen=True, slots=True)
class Executor:
    """One executor: the post as signed, what the dictionary knows of it, and the personal names beside it."""

    text: str
    post: KnownPost | None = None
    names: tuple[str, ...] = ()
    agreed: bool = False


def split_executors(cell: str, posts: Posts) -> tuple[Executor, ...]:
    """Split a mended cell; an executor with an empty text is a person named without a post.

    >>> known = Posts(posts=(KnownPost(title="Директор"), KnownPost(title="Педагоги", plural=True)))
    >>> [(each.text, each.names) for each in split_executors("Директор Иванов И.И., педагоги", known)]
    [('Директор', ('Иванов И.И.',)), ('педагоги', ())]
    """
    if _NOTHING.fullmatch(cell):
        return ()
    found: list[Executor] = []
    for chunk in _chunks(cell, posts):
        for each in _people_and_posts(chunk, posts):
            _add(found, each)
    return tuple(_once(found))


def apart_by_lines(cell: str, posts: Posts) -> str:
    r"""The cell with a mark between executors on lines of their own: a line that is a known post ends there.

    >>> known = Posts(posts=(KnownPost(title="Педагоги", plural=True),))
    >>> apart_by_lines("Педагоги\nОтделение «Путь»", known), apart_by_lines("Отдел\nПедагоги района", known)
    ('Педагоги;\nОтделение «Путь»', 'Отдел\nПедагоги района')
    """
    lines = cell.split("\n")
    for place, (line, below) in enumerate(pairwise(lines)):
        begins = below.strip()[:1].isupper() and not _NAME.match(below.strip())
        if begins and (posts.find(_NAME.sub("", line)) is not None or _ENDS_WITH_NAME.search(line)):
            lines[place] = f"{line};"
    return "\n".join(lines)


def _chunks(cell: str, posts: Posts) -> Iterator[str]:
    """The parts between commas; parts that only go on with the post before them stay with it."""
    hidden = _BRACKETS.sub(lambda match: re.sub(r"[,;/.\d]", "\0", match[0]), cell)
    if _BULLET.match(cell):
        hidden = _BULLET.sub(";", hidden)
    parts: list[str] = []
    start = 0
    for separator in [*_SEPARATOR.finditer(hidden), None]:
        end = separator.start() if separator else len(cell)
        part = cell[start:end].strip()
        previous = start
        start = separator.end() if separator else end
        if parts and part and _goes_on(part, parts[-1], posts):
            glue = cell[previous - 1 : previous].strip() or ","
            parts[-1] += f"{glue} {part}"
        elif part:
            parts.append(part)
    head = ""
    for part in parts:
        if head and _GENITIVE.match(part) and posts.find(part) is None:
            yield f"{head} {part}"
        else:
            first = part.split()[0]
            plural = posts.find(first)
            head = first if plural is not None and plural.plural and part != first else ""
            yield part


def _goes_on(part: str, before: str, posts: Posts) -> bool:
    """Whether a part after a comma only qualifies the post before: «ВР», «5-9 классов», «физики», «по ВР»."""
    if posts.find(part) is not None:
        return False
    begins, before = before[:_NEAR], before[-_NEAR:]
    if _BY_WORK.fullmatch(part) and re.search(r"\bпо\s|\bМО\b|\bШМО\b", before):
        return True
    if _OF_CLASSES.fullmatch(part) and (re.search(r"\d\s*$", before) or re.search(r"класс|курс", part)):
        return bool(re.search(r"\d", before))
    teaches = re.match(r"(?:учител|преподавател|педагог|руководител)", plain(begins))
    return bool(teaches) and any(plain(part).startswith(plain(subject)) for subject in posts.subjects)


def _people_and_posts(chunk: str, posts: Posts) -> Iterator[Executor]:
    """The executors of one part: names taken out, the rest cut where the next known post begins."""
    agreed = bool(_AGREED.search(chunk))
    chunk = " ".join(_AGREED.sub(" ", chunk).split())
    names = tuple(" ".join(match[0].split()) for match in _NAME.finditer(chunk))
    name_first = bool(names) and chunk.startswith(names[0])
    texts = [_tidied(text) for text in _NAME.sub("\0", chunk).split("\0")] if names else [_tidied(chunk)]
    pieces = [piece for text in texts if text for piece in _cut(text, posts)]
    if not pieces:
        if names or agreed:
            yield Executor("", None, names, agreed)
        return
    whose = 0 if name_first else len(pieces) - 1
    for place, piece in enumerate(pieces):
        post = _known(piece, posts)
        mine = place == whose and names
        if mine and post is not None and (post.plural or post.collegial) and name_first:
            yield Executor("", None, names)
            mine = ()
        yield Executor(piece, post, names if mine else (), agreed)


def _tidied(text: str) -> str:
    """A post without the punctuation around it; the full stop of an abbreviation stays."""
    text = re.sub(r"\(\s*\)", "", text).strip(" ,;:–—-_\u00b7")
    if text.count("(") < text.count(")"):
        text = text.rstrip(") ")
    if text.count("(") > text.count(")"):
        text = text.lstrip("( ") if text.startswith("(") else text.rstrip("( ")
    text = text.lstrip(". ")
    last = text.split()[-1] if text.split() else ""
    return text.rstrip(". ") if len(last.strip(".").split(".")[-1]) >= 5 or last.strip(".").isupper() else text


def _cut(text: str, posts: Posts) -> list[str]:
    """Cut a text without commas into posts: longest known spelling first, unknown words stay with what is before."""
    words = text.split()
    if len(words) < 2 or posts.find(text) is not None:
        return [text]
    starts = [0]
    known_before = _match(words, 0, posts)
    place = max(known_before, 1)
    while place < len(words):
        joint = words[place] in _JOINTS
        at = place + 1 if joint else place
        length = _match(words, at, posts) if at < len(words) else 0
        length = 0 if words[at - 1] in _TIED else length
        begins = words[at][:1].isupper() if at < len(words) else False
        rest_is_posts = bool(length) and at + length == len(words)
        if (
            length
            and known_before
            and (joint or begins or (rest_is_posts and _ends_post(words, starts[-1], place, posts)))
        ):
            starts.append(place)
            place = at + length
        else:
            place += 1
    bounds = [*starts, len(words)]
    pieces = [" ".join(words[one:two]) for one, two in pairwise(bounds)]
    return [re.sub(r"^(?:и/или|и|или)\s+", "", piece) for piece in pieces]


def _match(words: list[str], start: int, posts: Posts) -> int:
    """How many words from here spell a known post, longest first; 0 for none."""
    for count in range(min(posts.longest, len(words) - start), 0, -1):
        if words[start + count - 1] not in _JOINTS and posts.find(" ".join(words[start : start + count])) is not None:
            return count
    return 0


def _ends_post(words: list[str], start: int, end: int, posts: Posts) -> bool:
    """Whether the words so far are a whole post."""
    return end - start <= posts.longest + _APART and posts.find(" ".join(words[start:end])) is not None


def _known(text: str, posts: Posts) -> KnownPost | None:
    """What the dictionary says of a post as signed, also when words that qualify it follow."""
    words = text.split()
    for count in range(min(len(words), posts.longest + _APART), 0, -1):
        post = posts.find(" ".join(words[:count]))
        if post is not None:
            own = text[:1].upper() + text[1:]
            return post if count == len(words) else post.model_copy(update={"title": own, "also": ()})
    if posts.is_organisation(text):
        return KnownPost(title=text[:1].upper() + text[1:], organisation=True)
    return None


def _add(found: list[Executor], new: Executor) -> None:
    """Add an executor; a single post right after a person, or a person right after a single post, are one."""
    last = found[-1] if found else None
    if new.agreed and not new.text and not new.names:
        if last is not None:
            found[-1] = Executor(last.text, last.post, last.names, True)
        return
    if last is not None and not last.text and last.names and new.text and not new.names and _is_single(new):
        found[-1] = Executor(new.text, new.post, last.names, new.agreed)
        return
    found.append(new)


def _is_single(executor: Executor) -> bool:
    post = executor.post
    return post is not None and not (post.plural or post.collegial or post.organisation) and post.mailed


def _once(found: list[Executor]) -> Iterator[Executor]:
    """Every post once, with all its names."""
    kept: dict[str, Executor] = {}
    for each in found:
        key = plain(each.text) or "|".join(each.names)
        if key in kept:
            old = kept[key]
            kept[key] = Executor(old.text, old.post, tuple(dict.fromkeys((*old.names, *each.names))), old.agreed)
        else:
            kept[key] = each
    yield from kept.values()
