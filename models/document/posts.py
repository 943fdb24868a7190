"""The dictionary of posts: their spellings, and which are plural, collegial, organisations or not mailed."""

import re
from functools import cached_property

from models.text import Strict, plain


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
