"""Changes one code in the text of a frame, and leaves every other line as people wrote it."""

from __future__ import annotations

from textmine.codes.codebook import NOTE, STAR, Codebook, comments_above, full_name, parse_codebook
from textmine.errors import CodebookError

FIELDS = {
    "definition": "定義",
    "includes": "含む",
    "excludes": "除く",
    "examples": "例",
}  # and their comments


def write_code(name: str, rule: str, **notes: str) -> str:
    """Return the lines of one code: its name, its notes as comments, its rule.

    Raises:
        CodebookError: if the name is empty or has a line break.

    >>> print(write_code("費用", "費用 or 予算", definition="お金が障害である"))
    ＊費用
    # 定義: お金が障害である
    費用 or 予算
    """
    name = name.strip()
    if not name.lstrip(STAR + "*").strip() or len(name.splitlines()) != 1:
        raise CodebookError("a category needs a name, on one line")
    name = full_name(name if name[:1] in (STAR, "*") else STAR + name)
    lines = [name]
    for field, heading in FIELDS.items():
        lines += [
            f"# {heading}: {line.strip()}" for line in notes.get(field, "").splitlines() if line.strip()
        ]
    lines += [line.rstrip() for line in rule.splitlines() if line.strip()]
    return "\n".join(lines)


def replace_code(text: str, name: str, code: str) -> str:
    r"""Return the text of a frame in which the code ``name`` is written as ``code``.

    "" for the code takes it out, "" for the name adds one at the end. Comments of the code that are no notes
    (what it means) stay where they are.

    Raises:
        CodebookError: if there is no code of that name, or the new text is no frame.

    >>> print(replace_code("# 見出し\n＊費用\n費用\n\n＊人材\n人手\n", "＊費用", "＊お金\n費用 or 予算"))
    # 見出し
    ＊お金
    費用 or 予算
    <BLANKLINE>
    ＊人材
    人手
    <BLANKLINE>
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if name:
        frame = parse_codebook(text, broken="empty")
        lines = _without(lines, frame, name, code)
    else:
        lines = [*lines, *([""] if lines and lines[-1].strip() else []), *code.splitlines(), ""]
    changed = "\n".join(lines).strip("\n") + "\n"
    parse_codebook(changed, broken="empty")
    return changed


def _without(lines: list[str], frame: Codebook, name: str, code: str) -> list[str]:
    """Return the lines with the new ones in the place of those of the code."""
    starts = [each.line for each in frame.codes]
    start = frame.code(name).line
    later = [each for each in starts if each > start]
    above = comments_above(lines, starts)
    end = min(later, default=len(lines) + 1)
    if later:  # the comments straight above the next name are of that one
        end = min([end, *above[end]])
    blank = []
    while end - 1 > start and not lines[end - 2].strip():
        end -= 1
        blank.append("")
    first = min([start, *above[start]])
    kept = [line for line in lines[first - 1 : start - 1] if not NOTE.fullmatch(line)]
    if not code:
        return [*lines[: first - 1], *lines[end - 1 + len(blank) :]]
    remarks = [line for line in lines[start : end - 1] if line.startswith("#") and not NOTE.fullmatch(line)]
    head, *rest = code.splitlines()
    return [*lines[: first - 1], *kept, head, *remarks, *rest, *blank, *lines[end - 1 + len(blank) :]]
