"""Finds the encoding of a Japanese text file and decodes it, or says in plain words why it can't.

The chain is BOM -> UTF-16 by its NULs -> ISO-2022-JP -> UTF-8 -> cp932 or EUC-JP. A file that is UTF-8 is
hardly ever valid by accident, so it comes before the two that overlap; where both cp932 and EUC-JP decode,
the text that looks like Japanese wins (see :func:`plausibility`).
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from textmine.errors import SurveyError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose BOM it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SHIFT_JIS = {"shift_jis", "sjis", "s_jis", "shift-jis", "ms932", "windows-31j", "mskanji", "ms_kanji"}
CP932 = ("cp932",)
EUC_JP = ("euc_jp", "euc_jis_2004")  # the second has ① and ㈱ of Windows' EUC-JP in the same places
KNOWN = "utf-8, cp932, euc_jp, iso-2022-jp, utf-16"
# Of the encodings that Python calls text, those that no file is in: of host names, of Python's own literals.
NO_FILE = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
DAMAGE = 0.02  # share of characters that may be undecodable in an encoding that the user named
CONTROLS = 0.05  # share of control characters above which a file is no text

# The first bytes of files that are no text; offset, bytes, name.
MAGIC = (
    (0, b"%PDF", "a PDF document"),
    (0, b"\x89PNG\r\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (2, b"-lh", "an LHA archive"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"\x00\x01\x00\x00Standard ", "an Access database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ARROW1", "an Arrow file"),
    (0, b"$FL2", "an SPSS data file (.sav)"),
    (0, b"\x7fELF", "a program"),
    (0, b"RIFF", "a sound or picture file"),
    (0, b"ID3", "an MP3 sound file"),
    (4, b"ftyp", "a video or sound file"),
    (0, b"{\\rtf", "an RTF document"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc and password-protected .xlsx
ZIP = b"PK\x03\x04"
ZIPPED = (  # how a part of the archive is named, or its media type begins
    ("xl/workbook", "an Excel workbook"),
    ("word/document", "a Word document"),
    ("ppt/presentation", "a PowerPoint file"),
    ("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    ("application/vnd.oasis.opendocument.text", "an OpenDocument text"),
)
_HTML = re.compile(
    rb"\s*<(?:!doctype\s+html|html|table|head|meta|\?xml[^>]*>\s*<(?:html|\?mso|workbook))", re.I
)


@dataclass(frozen=True)
class Decoded:
    """The text of a file and how it was read."""

    text: str  # NULs removed, line breaks as they are
    encoding: str  # as Python names it
    nuls: int  # how many NULs were removed
    replaced: int  # how many undecodable places became U+FFFD (only where the user named the encoding)
    line: int  # the first line with such a place, 0 if none


def decode(data: bytes, path: str = "", *, encoding: str | None = None) -> Decoded:
    """Return the text of ``data`` with the encoding that was found, or with the one that was named.

    A named encoding is trusted: up to 2 in 100 characters may be undecodable (text cut in the middle of a
    character by an old system); they become U+FFFD and are counted. Nothing is replaced by guess.

    Args:
        data: the bytes of a whole file.
        path: what errors call the file.
        encoding: a name that Python knows; ``shift_jis`` is read as its superset cp932.

    Raises:
        SurveyError: if the bytes are no text, mix encodings, or are in none of the known ones.

    >>> decode("対策が難しい".encode("cp932")).encoding
    'cp932'
    """
    kind = kind_of(data)
    if kind:
        raise SurveyError(
            "{path} is {kind}, not text; export it as CSV or Excel, or give it its right ending",
            path=path,
            kind=kind,
        )
    if encoding is not None:
        return _in_encoding(data, path, encoding)
    name = next((name for bom, name in BOMS if data.startswith(bom)), "")
    if name:
        try:
            return _decoded(data.decode(name), name, path)
        except UnicodeDecodeError as error:
            before = data[: error.start].decode(name, errors="ignore")
            raise _damaged(path, name, len(before.splitlines()) or 1) from None
    utf16 = _utf16_without_bom(data)
    if utf16:
        return _decoded(data.decode(utf16), utf16, path)
    if data.count(b"\0") > len(data) * CONTROLS:
        raise _binary(path)
    if b"\x1b$" in data or b"\x1b(I" in data:
        text = _iso_2022_jp(data)
        if text is not None:
            return _decoded(text, "iso-2022-jp", path)
    text = _read_as(data, "utf-8")
    if text is not None:
        return _decoded(text, "utf-8", path)
    _refuse_mixed(data, path)
    texts = {"cp932": _read_as(data, *CP932) or "", "euc_jp": _read_as(data, *EUC_JP) or ""}
    # max keeps the first of equals: cp932, which is far more common
    name, text = max(texts.items(), key=lambda pair: (bool(pair[1]), plausibility(pair[1])))
    if not text or plausibility(text) < 0:
        raise _unknown(data, path)
    return _decoded(text, name, path)


def kind_of(data: bytes) -> str:
    """Return what a file that is no text is ("a PDF document"), by its first bytes; "" if it may be text."""
    for offset, magic, kind in MAGIC:
        if data.startswith(magic, offset):
            return kind
    if data.startswith(OLE):
        return "an Excel workbook or another Office file"
    if data.startswith(ZIP):
        return _zipped(data)
    if _HTML.match(data[:1000]):
        return "a web page (HTML)"
    return ""


def plausibility(text: str) -> float:
    """Return how much ``text`` looks like written Japanese: about 1 for prose, below 0 for garbage.

    The mean over the characters beyond ASCII of: kana and full-width signs 1, common kanji (JIS level 1)
    0.9, rarer kanji 0, half-width kana 0.5, private use and controls -3. Text in EUC-JP that is read as
    cp932 turns into half-width kana, half-width kana read as EUC-JP into rare kanji.
    """
    counts = {character: count for character, count in Counter(text).items() if character > "\x7f"}
    if not counts:
        return 1.0
    return sum(_weight(character) * count for character, count in counts.items()) / sum(counts.values())


@lru_cache(maxsize=20_000)
def _weight(character: str) -> float:
    code = ord(character)
    if 0x3000 <= code <= 0x30FF or 0xFF01 <= code <= 0xFF60:
        return 1.0
    if 0xFF61 <= code <= 0xFF9F:
        return 0.5
    if 0x80 <= code <= 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
        return -3.0
    if 0x4E00 <= code <= 0x9FFF:
        try:
            level = character.encode("euc_jp")
        except UnicodeEncodeError:
            return 0.0
        return 0.9 if len(level) == 2 and level[0] < 0xD0 else 0.0
    return 0.2


def _decoded(text: str, encoding: str, path: str, replaced: int = 0, line: int = 0) -> Decoded:
    nuls = text.count("\0")
    text = text.replace("\0", "")
    head = text[:65_536]
    if _controls(head, except_for="\t\n\v\f\r") > max(3, len(head) * CONTROLS):
        raise _binary(path)
    return Decoded(text, encoding, nuls, replaced, line)


def _controls(text: str, *, except_for: str) -> int:
    """Return how many control characters a text holds, other than some."""
    return sum(count for sign, count in Counter(text).items() if sign < " " and sign not in except_for)


def _binary(path: str) -> SurveyError:
    return SurveyError("{path} is a binary file, not text; export it as CSV or Excel", path=path)


def _in_encoding(data: bytes, path: str, encoding: str) -> Decoded:
    """Return the text in an encoding that a person named, with marks in place of a few undecodable bytes."""
    name = encoding.strip().lower()
    if name in SHIFT_JIS or name.replace("_", "-") in SHIFT_JIS:
        name = "cp932"
    unknown = SurveyError(
        "no encoding is called {encoding!r}; known are {known}", encoding=encoding, known=KNOWN
    )
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        raise unknown from None
    if not codec._is_text_encoding or codec.name in NO_FILE:
        raise unknown
    if codec.name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    if codec.name == "iso2022_jp":
        text = _iso_2022_jp(data)
        if text is not None:
            return _decoded(text, "iso-2022-jp", path)
    try:
        return _decoded(data.decode(name), name, path)
    except UnicodeDecodeError as error:
        text = data.decode(name, errors="replace")
        replaced = text.count("\ufffd")
        beyond = sum(character > "\x7f" for character in text)
        line = data.count(b"\n", 0, error.start) + 1
        if replaced > max(DAMAGE * beyond, 1) or not replaced:
            raise SurveyError(
                "{path} is not in {encoding}: {replaced} places can't be decoded, the first in line {line}; "
                "leave the encoding out to have it found",
                path=path,
                encoding=encoding,
                replaced=replaced,
                line=line,
            ) from None
        return _decoded(text, name, path, replaced, line)
    except UnicodeError:
        raise unknown from None


def _utf16_without_bom(data: bytes) -> str:
    """The UTF-16 that its NULs give away: at one parity only, since each is half of an ASCII sign."""
    if len(data) < 4 or len(data) % 2 or b"\0" not in data:
        return ""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    name, there, elsewhere = ("utf-16-be", even, odd) if even > odd else ("utf-16-le", odd, even)
    if there < 2 or elsewhere > there / 50:
        return ""
    text = _read_as(data, name)
    if text is None:
        return ""
    strange = _controls(text, except_for="\t\n\r")
    if strange > len(text) / 100 or not re.search(r"[\n\r,\t]", text) or plausibility(text) < 0.3:
        return ""
    return name


_MODES = {b"\x1b(B": "ascii", b"\x1b(J": "ascii", b"\x1b(I": "kana", b"\x1b$B": "kanji", b"\x1b$@": "kanji"}


def _iso_2022_jp(data: bytes) -> str | None:
    """Return the text, with the characters of Windows (①, ㈱) and half-width kana that Python refuses.

    The two bytes of each kanji are moved to where cp932 has the same character.
    """
    if any(byte > 0x7F for byte in set(data)):
        return None
    text = _read_as(data, "iso2022_jp")
    if text is not None:
        return text
    shifted = bytearray()
    mode = "ascii"
    position = 0
    while position < len(data):
        byte = data[position]
        escape = data[position : position + 3]
        if escape in _MODES:
            mode = _MODES[escape]
            position += 3
        elif mode == "kanji" and byte > 0x20 and position + 1 < len(data):
            shifted.extend(_shifted(byte, data[position + 1]))
            position += 2
        else:
            shifted.append(byte | 0x80 if mode == "kana" and 0x21 <= byte <= 0x5F else byte)
            mode = "ascii" if byte == 0x0A else mode
            position += 1
    return _read_as(bytes(shifted), *CP932)


def _shifted(first: int, second: int) -> tuple[int, int]:
    """Return the two bytes in Shift JIS of a character in JIS."""
    lead = ((first + 1) >> 1) + (0x70 if first <= 0x5E else 0xB0)
    step = 0x7E if not first & 1 else 0x1F if second <= 0x5F else 0x20
    return lead, (second + step) & 0xFF


def _read_as(data: bytes, *encodings: str) -> str | None:
    """Return the text in the first of some encodings that fits all bytes; None if none does."""
    for name in encodings:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def _refuse_mixed(data: bytes, path: str) -> None:
    """Raise if some lines are UTF-8 and others are not; read as cp932 the former would be silent garbage."""
    lines: dict[str, list[int]] = {"utf-8": [], "cp932": [], "euc_jp": [], "": []}
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.isascii():
            lines[_encoding_of(line)].append(number)
    utf8, broken = lines["utf-8"], lines[""]
    others = [(lines[name][0], name) for name in ("cp932", "euc_jp") if lines[name]]
    if utf8 and others:
        other, name = min(others)
        raise SurveyError(
            "{path} mixes encodings: line {utf8} is UTF-8 but line {other} is {name}; "
            "save its parts in one encoding before joining them",
            path=path,
            utf8=utf8[0],
            other=other,
            name=name,
        )
    if broken and len(broken) <= max(1, len(utf8) * 0.2) and utf8:
        raise _damaged(path, "utf-8", broken[0])


def _encoding_of(line: bytes) -> str:
    """Return the encoding of one line that is not ASCII; "" if it is in none."""
    # Two half-width kana in cp932 may happen to be valid UTF-8, but not as Japanese.
    if re.search("[\u3000-\u9fff\uff00-\uffef]", _read_as(line, "utf-8") or ""):
        return "utf-8"
    text = _read_as(line, *CP932)
    if text is not None and plausibility(text) >= 0:
        return "cp932"
    return "euc_jp" if _read_as(line, *EUC_JP) is not None else ""


def _damaged(path: str, encoding: str, line: int) -> SurveyError:
    return SurveyError(
        "{path} is {encoding}, but line {line} holds bytes that are not; pass encoding={encoding!r} to read "
        "it with a replacement mark in their place",
        path=path,
        encoding=encoding,
        line=line,
    )


def _unknown(data: bytes, path: str) -> SurveyError:
    """Say which encoding the file nearly is, if most of its lines are in one."""
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), start=1) if not line.isascii()]
    for name, encodings in (("cp932", CP932), ("euc_jp", EUC_JP)):
        texts = [_read_as(line, *encodings) for _, line in lines]
        good = [text is not None and plausibility(text) > 0.3 for text in texts]
        if sum(good) >= 0.8 * len(lines) and not all(good):
            return _damaged(path, name, lines[good.index(False)][0])
    return SurveyError(
        "the encoding of {path} is none of {known}; save it as UTF-8 or name its encoding",
        path=path,
        known=KNOWN,
    )


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                names.append(archive.read("mimetype")[:200].decode("ascii", "replace"))
    except Exception:  # zlib.error and what else a damaged archive makes zipfile raise
        return "a ZIP archive"
    kinds = (kind for start, kind in ZIPPED if any(name.startswith(start) for name in names))
    return next(kinds, "a ZIP archive")
