"""The dictionary of Russian words (pymorphy3): which of these are words at all."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import cast

from models.document import Document, Lexicon, joins_of, words_of


@cache
def _word_is_known() -> Callable[[str], bool]:
    """The question to the dictionary; loading it takes a quarter of a second."""
    import pymorphy3

    return cast("Callable[[str], bool]", pymorphy3.MorphAnalyzer().word_is_known)


def lexicon_for(document: Document, posts: Iterable[str]) -> Lexicon:
    """What is known about the words of a document; the compounds are those among the posts' spellings."""
    is_known = _word_is_known()
    texts = tuple(dict.fromkeys(document.texts()))
    seen = words_of(texts)
    known = frozenset(word for word in seen if is_known(word))
    joins = joins_of((*texts, *dict.fromkeys(document.seams())), known)
    whole = frozenset(word for word in joins if is_known(word))
    posts = tuple(posts)
    compounds = {tuple(word.split("-")) for word in words_of(posts) if word.count("-") == 1}
    stems = frozenset((first[:7], second[:7]) for first, second in compounds)
    return Lexicon(known | whole, seen | words_of(posts), stems)
