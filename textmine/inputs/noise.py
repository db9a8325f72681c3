"""Finds what is no language in a text: addresses, markup, escapes, and characters read in the wrong encoding.

All of it stays in the text, so that quotes are as written; it only makes no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ASCII = r"[!#-&(-;=?-Z\\^-z|~]"  # of an address: not in quotation marks or brackets
_LABEL = r"[A-Za-z0-9-]{1,63}"  # of a domain
_LAST = "(?:[a-z]{2}|com|net|org|info|biz|edu|gov|app|dev)"  # what a domain ends in
# A folder or file of a path with a Japanese name: without hiragana, for that is the sentence around an
# address (https://example.jp/案内を見て), and where the path goes on or the file has an ending; and what is
# asked for, where more follows (?q=案内を見る&page=2). Without case: Python looks at each character of a set
# that ignores it when it compiles the pattern, and there are 20,000.
_NAME = "(?-i:[ァ-ヴー一-龠々][0-9A-Za-z_ァ-ヴー一-龠々-]{0,60})"
_ASKED = "(?-i:[ぁ-んァ-ヴー一-龠々]{1,60})"
_FOLDERS = rf"(?:(?:(?<=[/0-9_-]){_NAME}(?:/|\.[a-z]{{2,5}}(?![a-z]))|(?<==){_ASKED}&){_ASCII}*)*"
# How addresses begin: with any scheme (hppts:// is a slip), or one that lacks a sign; then a domain.
_SCHEME = rf"(?:[a-z][a-z0-9+-]{{1,9}}://|https?(?::/?|//)(?=[a-z0-9]))(?:{_ASKED}(?=\.[a-z]))?"
_AT = r"(?:@| ?[(\[]at[)\]] ?)"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9]){_SCHEME}{_ASCII}+{_FOLDERS}|(?<![A-Za-z0-9.])www\.{_ASCII}+{_FOLDERS}"
    rf"|(?<![\w.%+-])(?:mailto:)?[A-Za-z0-9._%+-]+{_AT}{_LABEL}(?:\.{_LABEL})+"
    # a domain alone: of three labels (city.example.jp), or of two with a path (example.jp/a) or in Japan,
    # which is the end of no trade name (Booking.com) and of no file (Node.js)
    rf"|(?<![A-Za-z0-9._-])[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{2,63}}){{1,9}}\.{_LAST}(?![A-Za-z0-9])(?:/{_ASCII}*)?"
    rf"|(?<![A-Za-z0-9._-])[a-z0-9-]{{1,63}}\.(?:{_LAST}/{_ASCII}*|jp(?![A-Za-z0-9]))",
    re.IGNORECASE | re.ASCII,
)
_CLOSING = ".,;:!?)]'"  # at the end of an address: of the sentence

_CUT_TAG = re.compile(  # the beginning of a tag, where a text was cut
    r"""<(?:[A-Za-z][A-Za-z0-9:-]*\s+[A-Za-z-]+=["'][^<>]*|/?[Bb][Rr]\s*/?)\Z"""
)
_TAG_OF_FORUMS = re.compile(r"\[(/?)([A-Za-z]{1,10})(?:=[^\[\]]*)?\]")  # [b]...[/b], [url=...]...[/url]
# A program or styles with their tags; a tag with its name; a comment and the like.
_TAG = re.compile(
    r"<(?i:script|style)(?:\s[^<>]*)?>[^<]*</(?i:script|style)>"
    r"|<(/?)([A-Za-z][A-Za-z0-9:-]*)(\s[^<>]*|/)?>|<!--[^<>]*-->|<![A-Z][^<>]*>|<\?[^<>]*>"
)
# Names of HTML elements: those that are no words, small or in capitals; and those that are, only small.
_SIGNS_OF_HTML = re.compile(
    "abbr|bdi|bdo|blockquote|br|col|colgroup|dd|del|dfn|div|dl|dt|em|fieldset|figcaption|h[1-6]|hr|html|iframe|img|ins"
    "|kbd|li|nav|noscript|ol|optgroup|o:p|p|pre|rp|rt|samp|svg|tbody|td|textarea|tfoot|th|thead|tr|tt|ul|var|wbr",
    re.IGNORECASE,
)
_WORDS_OF_HTML = re.compile(
    "a|address|article|aside|audio|b|base|big|body|button|canvas|caption|center|cite|code|data|details|dialog|embed"
    "|figure|font|footer|form|head|header|i|input|label|legend|link|main|map|mark|menu|meta|object|option|output|param"
    "|picture|q|ruby|s|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|table|template"
    "|time|title|track|u|video"
)
# A written line break or code (\n, \u99c5, %0A), not a folder of a path (C:\new); an entity without its
# semicolon.
_ESCAPE = re.compile(
    r"[\\¥](?:[nrt](?![a-z])|u[0-9A-Fa-f]{4}|x0[9AaDd])|%0[ADad](?![0-9A-Za-z])|(?<![A-Za-z0-9:])[\\¥][nrt]"
    r"|&(?:nbsp|amp|lt|gt|quot|#[0-9]{2,5})(?![A-Za-z0-9;])"
)
# Without a match of this there is nothing to find; the set of characters first makes the search quick.
SIGNS = re.compile(
    r"[@<\[\\¥&%縺繧繝縲ãÃƒ‚:.]"
    r"(?:(?<=[^\[%:.])|(?<=%)0[ADad]|(?<=\[)/[A-Za-z]|(?<=:)//|(?<=[A-Za-z]\.)[A-Za-z])"
)

# What text was, and what it was taken for; tried in this order.
_MISREADINGS = (
    *(
        ("utf-8", "cp932"),
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("cp932", "cp1252"),
        ("cp932", "latin-1"),
    ),
    *(("euc_jp", "cp932"), ("utf-8", "gbk"), ("euc_jp", "latin-1")),
)
# Kana that was read in the wrong encoding, in normalised text; and before half-width kana became others.
_MISREAD = re.compile("[縺繧繝縲]|[ãÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ\ufffd]|[ƒ‚][\x80-\xffŠŒŽ-žŸ€-™\ufffd]")
_MISREAD_RAW = re.compile(rf"{_MISREAD.pattern}|[､･][｡-ﾟ]|銇|銈|銉|\ufffd")
_MAY_BE_MISREAD = re.compile("[縺繧繝縲ãÃƒ‚､･銇銈銉\ufffd]")  # found sooner than what it may begin
_HIRAGANA = re.compile(r"[ぁ-ん]")
_KANA = re.compile(r"[ぁ-んァ-ヴー、。]")
_JAPANESE = re.compile(r"[ -~\s\u3000-\u30ff一-龠々！-～]+")
_OTHER = re.compile(r"[^\x00-\x7f]")
_OFTEN = 0.25  # share of kana and punctuation that Japanese has, and misread text has not
_LOST = 0.4  # share of characters that may be lost
_JUDGED = 200  # characters by which a text is judged


def noise(line: str) -> list[tuple[int, int]]:
    r"""Return where a line of normalised text is no language, from left to right.

    >>> line = "<p>案内(https://www.example.jp/a)が\\n狭い</p>"
    >>> [line[start:end] for start, end in noise(line)]
    ['<p>', 'https://www.example.jp/a', '\\n', '</p>']
    """
    if SIGNS.search(line) is None:
        return []
    spans: list[tuple[int, int]] = []
    for start, end in sorted([*(span for _, span in kinds_of_noise(line)), *_misread(line)]):
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def kinds_of_noise(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Return the kind (address, markup or escape) and place of what was never meant to be read in a text."""
    if SIGNS.search(text) is None:
        return []
    found = (("address", _addresses(text)), ("markup", _markup(text)), ("escape", _escapes(text)))
    return [(kind, span) for kind, spans in found for span in spans]


def without_markup(line: str) -> str:
    """Return a text with a line break in place of markup and of written line breaks.

    >>> without_markup("<p>特になし</p>")
    '\\n特になし\\n'
    """
    pieces, done = [], 0
    for start, end in sorted(span for kind, span in kinds_of_noise(line) if kind != "address"):
        if start >= done:
            pieces.append(line[done:start])
            done = end
    return "\n".join([*pieces, line[done:]])


def _addresses(line: str) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(line):
        yield match.start(), match.start() + len(match[0].rstrip(_CLOSING))


def _markup(line: str) -> Iterator[tuple[int, int]]:
    yield from _markup_of_forums(line)
    if cut := _CUT_TAG.search(line, max(line.rfind("<"), 0)):
        yield cut.span()
    tags = list(_TAG.finditer(line))
    closed = {tag[2] for tag in tags if tag[1]}
    for tag in tags:
        name, rest = tag[2], tag[3] or ""
        # A comment, a closing tag, one that is closed or has attributes is markup whatever its name.
        sure = name is None or tag[1] or name in closed or "=" in rest
        if sure or (len(name) > 1 and _SIGNS_OF_HTML.fullmatch(name)):
            yield tag.span()
        elif _WORDS_OF_HTML.fullmatch(name) or name == "p":
            # A<b>C compares: a tag of one letter does not stand between two.
            around = line[max(tag.start() - 1, 0) : tag.start()] + line[tag.end() : tag.end() + 1]
            if len(name) > 1 or not (len(around) == 2 and around.isascii() and around.isalnum()):
                yield tag.span()


def _markup_of_forums(line: str) -> Iterator[tuple[int, int]]:
    """Yield tags in square brackets; a name is one only where it is closed: [PC] is none."""
    tags = list(_TAG_OF_FORUMS.finditer(line))
    closed = {tag[2].casefold() for tag in tags if tag[1]}
    yield from (tag.span() for tag in tags if tag[2].casefold() in closed)


def _escapes(line: str) -> Iterator[tuple[int, int]]:
    for match in _ESCAPE.finditer(line):
        yield match.span()


def _misread(line: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces between blanks that are full of signs of a wrong encoding."""
    if _MAY_BE_MISREAD.search(line) is None:
        return
    for piece in re.finditer(r"\S+", line):
        signs = len(_MISREAD.findall(piece[0]))
        if signs > 1 and signs * 15 >= len(piece[0]):
            yield piece.span()


def is_misread(text: str) -> bool:
    """Return whether a text as written was read in the wrong encoding, so that nothing in it can be counted.

    >>> is_misread("駐車場が狭い".encode().decode("cp932", "replace")), is_misread("縺れた糸")
    (True, False)
    """
    if _HIRAGANA.search(text) and _MAY_BE_MISREAD.search(text) is None:
        return False
    return 2 * text.count("\ufffd") >= max(len(text.strip()), 3) or intended(text) != ""


def is_partly_misread(text: str) -> bool:
    """Return whether a piece of a text, or all of it, was read in the wrong encoding."""
    return is_misread(text) or any(_misread(text))


def intended(text: str) -> str:
    """Return how a text begins that was read in the wrong encoding; "" if it reads as it should.

    Where bytes were lost on the way, U+FFFD stands.

    >>> intended("駐車場が狭い".encode().decode("latin-1"))
    '駐車場が狭い'
    """
    text = text.strip()[:_JUDGED]
    others = _OTHER.findall(text)
    if len(others) < 3 or len(_KANA.findall(text)) >= _OFTEN * len(others):
        return ""
    has_signs = _MISREAD_RAW.search(text) is not None
    for right, wrong in _MISREADINGS:
        read = _read_again(text, right, wrong, strict=not has_signs)
        lost = read.count("\ufffd")
        whole = read.replace("\ufffd", "")
        # UTF-8 proves itself by its form; any other encoding needs the kana that Japanese has.
        sure = right == "utf-8" and (has_signs or not lost)
        sure = sure or len(_KANA.findall(whole)) >= _OFTEN * len(_OTHER.findall(whole))
        if sure and len(whole) > 1 and _JAPANESE.fullmatch(whole) and lost <= _LOST * len(read):
            return re.sub("\ufffd+", "\ufffd", read)
    return ""


def _read_again(text: str, right: str, wrong: str, *, strict: bool) -> str:
    """Return a text read in the right encoding that was read in the wrong one; "" if it can't have been."""
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        pass
    if strict:
        return ""
    # What was lost on the way is a byte that begins no character in any of these encodings.
    lossy = b"".join(letter.encode(wrong, "ignore") or b"\xff" for letter in text)
    return lossy.decode(right, "replace")
