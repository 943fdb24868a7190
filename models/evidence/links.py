"""Links as people type them: with and without a scheme, Cyrillic domains, cloud disks; and what only looks like one."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

GAP = " | "
"""Stands where something was read out of a text, so that its neighbours do not run together."""
_ENDS = r"[^\s<>\"«»“”„|\\^`{}]"
_WITH_SCHEME = re.compile(rf"https?://(?:(?![,;]{{1,9}}https?://){_ENDS}){{0,2000}}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w@./\\-])(?:[\w-]++\.)+(?P<zone>xn--[\w-]+|[^\W\d_]{{2,24}})(?![\w@-])(?::\d{{2,5}})?(?P<path>[/?#]{_ENDS}{{0,2000}})?",
    re.IGNORECASE,
)
_FILE = r"(?:docx?|xlsx?|pptx?|pdf|od[tsp]|rtf|txt|csv|jpe?g|png|heic|mp[34]|zip|rar|7z)"
_NEVER = re.compile(
    r"(?<!\w)(?:javascript|vbscript|data|file|ftp) ?:\S+"
    rf"|(?<!\w)[a-zа-я]:[\\/]\S*(?:(?: [^\s/:,;|]+){{1,8}}?\.{_FILE}\b)?"  # C:\Мои документы\план.docx
    r"|\\\\\S+"  # \\server\share
    r"|(?<![^\s|])[^\s\\|]++\\[^\s|]+",  # Документы\план.docx
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w.-]+")
_CYRILLIC_ZONES = frozenset({"рф", "дети", "рус", "москва", "онлайн", "сайт", "орг", "ком", "бел"})
_ZONES_WITHOUT_PATH = frozenset(
    {"ru", "su", "com", "org", "net", "info", "edu", "online", "site", "moscow", "tatar", "me", "pro", "by", "kz"}
)
_TRACKING = re.compile(r"(?:utm_\w+|usp|yclid|gclid|fbclid)=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """One address: as written, and ``normal`` for comparing (no scheme, no www, IDNA, no tracking)."""

    written: str
    normal: str
    host: str
    is_open_text: bool
    """Written with http://, so what is sent can be read on the way."""

    @property
    def is_front_page(self) -> bool:
        """Whether the address names a site and nothing in it."""
        return self.normal == self.host


@dataclass(frozen=True, slots=True)
class LinksFound:
    """Links of a text, what only looks like one, and the text with a gap where each of them stood."""

    links: tuple[Link, ...]
    not_links: tuple[str, ...]
    has_mail_address: bool
    rest: str


def read_links(text: str) -> LinksFound:
    """Take every address out of a text whose white space is already single blanks.

    >>> [link.normal for link in read_links("см. https://www.mail.ru/a/, и disk.yandex.ru/i/abc.").links]
    ['mail.ru/a', 'disk.yandex.ru/i/abc']
    >>> read_links("javascript:alert(1)").not_links
    ('javascript:alert(1)',)
    """
    links: dict[str, Link] = {}
    not_links: list[str] = []

    def take_scheme(match: re.Match[str]) -> str:
        written, tail = _without_tail(match[0])
        if (link := _link(written)) is None:
            not_links.append(written)
        else:
            links.setdefault(link.normal, link)
        return f"{GAP}{tail}"

    def take_bare(match: re.Match[str]) -> str:
        written, tail = _without_tail(match[0])
        link = _link(written) if _is_zone(match["zone"], has_path=bool(match["path"])) else None
        if link is None:
            return match[0]
        links.setdefault(link.normal, link)
        return f"{GAP}{tail}"

    def take_never(match: re.Match[str]) -> str:
        not_links.append(_without_tail(match[0])[0])
        return GAP

    rest = _WITH_SCHEME.sub(take_scheme, text)
    rest = _NEVER.sub(take_never, rest)
    without_mail = _MAIL.sub(GAP, rest)
    return LinksFound(
        rest=" ".join(_BARE.sub(take_bare, without_mail).split()),
        links=tuple(links.values()),
        not_links=tuple(not_links),
        has_mail_address=without_mail != rest,
    )


def normal_link(address: str) -> str:
    """Bring two spellings of one address together; '' where it is no address.

    >>> normal_link("HTTP://www.Школа150.рф/doc/12/?utm_source=vk") == normal_link("школа150.рф/doc/12")
    True
    """
    link = _link(address.strip())
    return link.normal if link else ""


def is_on_site(link: Link, site: str) -> bool:
    """Whether a link leads to the site or one of its subdomains; the site may have a path of its own.

    >>> [is_on_site(read_links(text).links[0], "школа150.рф") for text in ("www.школа150.рф/a", "моя-школа150.рф/a")]
    [True, False]
    """
    own = normal_link(site).split("?")[0]
    host, _, path = own.partition("/")
    if not host or not (link.host == host or link.host.endswith(f".{host}")):
        return False
    place = link.normal.removeprefix(link.host).lstrip("/")
    return not path or place == path or place.startswith((f"{path}/", f"{path}?", f"{path}#"))


def _link(written: str) -> Link | None:
    address = written if "://" in written else f"https://{written}"
    try:
        parts = urlsplit(address)
        host, port = _canonical(parts.hostname or ""), parts.port
    except ValueError:  # an unclosed bracket, a port that is no number
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part))
    normal = place + unquote(parts.path).rstrip("/") + (f"?{query}" if query else "")
    return Link(
        written=written,
        normal=normal + (f"#{parts.fragment}" if parts.fragment else ""),
        host=host,
        is_open_text=written.lower().startswith("http://"),
    )


def _canonical(host: str) -> str:
    """Lower case, IDNA, no www; '' for what other people cannot open: one word, an IP address, dots only."""
    labels = host.casefold().rstrip(".").removeprefix("www.").split(".")
    zone = labels[-1]
    if len(labels) < 2 or not (zone.isalpha() or zone.startswith("xn--")) or len(zone) < 2:
        return ""
    if not all(re.fullmatch(r"[\w-]{1,63}", label) for label in labels):
        return ""
    try:
        return ".".join(labels).encode("idna").decode("ascii")
    except UnicodeError:
        return ".".join(labels)


def _is_zone(zone: str, *, has_path: bool) -> bool:
    """Whether a dotted word ends as domains do: «школа150.рф», not «г.Челябинск» or «отчёт.pdf»."""
    zone = zone.casefold()
    if not zone.isascii():
        return zone in _CYRILLIC_ZONES
    if zone.startswith("xn--") or zone in _ZONES_WITHOUT_PATH:
        return True
    return has_path and not re.fullmatch(_FILE, zone)


def _without_tail(written: str) -> tuple[str, str]:
    """Split off the punctuation of the sentence the address stands in."""
    kept = written
    while kept and (kept[-1] in ".,;:!?*'…" or (kept[-1] in ")]" and not _is_closed(kept))):
        kept = kept[:-1]
    return kept, written[len(kept) :]


def _is_closed(written: str) -> bool:
    opening = "(" if written[-1] == ")" else "["
    return written.count(opening) >= written.count(written[-1])
