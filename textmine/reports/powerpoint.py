"""PowerPoint: one message a slide, with charts and tables that can be edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Inches, Pt

from textmine.errors import ReportError
from textmine.reports.office import (
    FONTS,
    MADE,
    Matrix,
    cluster_rows,
    code_table,
    fixed,
    legible,
    matrices,
    notes_by_word,
    people,
    percent,
    properties,
    quotes,
    source_line,
)
from textmine.reports.pictures import Picture
from textmine.reports.report import Group, Report, Section
from textmine.reports.sections import groups, once
from textmine.reports.text import shortened, width
from textmine.texts.labels import label

WIDE, HIGH = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.5)
TOP = Inches(1.35)  # of what stands below the title
TITLE, BODY, SMALL = Pt(26), Pt(14), Pt(12)
BARS = 15  # words in a chart
CODES = 20
WORDS = 20  # rows of the keyword table
ACROSS = 8  # values of an attribute beside one another
SERIES = 6  # values that bars can tell apart
FEATURES = 12  # words or codes of a comparison
LEGIBLE = 32  # bars of a comparison; more of them are a table
QUOTE = 120  # columns of a text in a table, beyond which it is cut short and counted
PICTURES = ("wordcloud", "wordclouds", "comparison_cloud", "keyness", "network", "map", "tree")
COLOURS = ("0B4F8A", "D55E00", "009E73", "6B6B6B", "CC79A7", "56A0D3")
ACTIVE = ("=", "{=", "http:", "https:", "ftp:", "mailto:", "internal:", "external:", "file:")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_TYPEFACE = re.compile(rb'(<a:(latin|ea) typeface=")[^"]*(")')


@dataclass(frozen=True)
class _Deck:
    """The slides while they are written."""

    presentation: Any
    layout: Any
    report: Report
    lang: str
    wide: int
    high: int


def powerpoint(report: Report, *, template: str | Path | None = None) -> bytes:
    """Return the report as the bytes of a .pptx file, the same for the same report every time.

    A slide holds one message, which is its title: the most frequent words as a chart that can be edited, the
    keyword table (キーワード（n 社） | 内容), categories as a chart and with a quote of each, for each
    attribute the categories by its values, pictures with alternative text, condensed statements per item,
    clusters, what changed, and the method. Base, source and note stand below, and in the speaker's notes.
    Tables that are longer than a slide go on on further ones; a text cut short is counted below.

    ``template`` is a .pptx whose size, master and layouts are taken; its slides are not. Texts are plain
    runs, and the workbooks behind charts hold no formula.

    Raises:
        ReportError: the template is not there, or is no .pptx file.
    """
    deck = _deck(report, template)
    _cover(deck)
    for group in groups(report):
        _keywords(deck, group)
        _pictures(deck, group, ("wordcloud",))
        _codes(deck, group)
        for kind in ("codes", "words"):
            for matrix in matrices(group.table(f"crosstab_{kind}"), group.table(f"crosstab_{kind}_tests")):
                _comparison(deck, group, matrix, kind)
        _pictures(deck, group, PICTURES[1:])
        _changes(deck, group)
        _condensed(deck, group)
        _clusters(deck, group)
    _method(deck)
    properties(deck.presentation, report)
    file = BytesIO()
    deck.presentation.save(file)
    return fixed(_settled(file.getvalue(), bundled=template is None))


def _deck(report: Report, template: str | Path | None) -> _Deck:
    try:
        presentation = Presentation(None if template is None else str(template))
    except (PackageNotFoundError, FileNotFoundError, IsADirectoryError) as error:
        raise ReportError(
            "can't read the PowerPoint template {path}: it is not there, or is no .pptx file; name "
            "another one",
            path=str(template),
        ) from error
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ReportError(
            "the PowerPoint template {path} is not a presentation ({reason}); open it in PowerPoint and save "
            "it as .pptx",
            path=str(template),
            reason=str(error),
        ) from error
    if template is None:
        presentation.slide_width, presentation.slide_height = WIDE, HIGH
    slides = presentation.slides._sldIdLst
    for entry in list(slides):  # those of the template itself
        presentation.part.drop_rel(entry.rId)
        slides.remove(entry)
    layouts = list(presentation.slide_layouts)
    titled = [
        layout
        for layout in layouts
        if len(layout.placeholders) and layout.placeholders[0].placeholder_format.type == 1
    ]
    alone = [
        layout
        for layout in layouts
        if [one.placeholder_format.idx for one in layout.placeholders if one.placeholder_format.idx < 10]
        == [0]
    ]
    layout = (alone or titled or layouts)[0]
    wide, high = int(presentation.slide_width or WIDE), int(presentation.slide_height or HIGH)
    return _Deck(presentation, layout, report, report.lang, wide, high)


def _settled(content: bytes, *, bundled: bool) -> bytes:
    """Return the file without the times in the workbooks of its charts, and with Japanese theme fonts."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry.startswith("ppt/embeddings/") and entry.endswith(".xlsx"):
                data = _timeless(data)
            elif bundled and re.fullmatch(r"ppt/theme/theme\d+\.xml", entry):
                data = _TYPEFACE.sub(rb"\1" + FONTS["ja"][1].encode() + rb"\3", data)
            new.writestr(ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return file.getvalue()


def _timeless(workbook: bytes) -> bytes:
    file = BytesIO()
    made = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(file, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "docProps/core.xml":
                data = _TIMES.sub(lambda match: match[1] + made + match[2], data)
            new.writestr(ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return file.getvalue()


# ---- slides and what stands on them


def _slide(deck: _Deck, title: str, foot: str = "", notes: Sequence[str] = ()) -> Any:
    """Return a new slide with its title, the line of its base and source, and the speaker's notes."""
    slide = deck.presentation.slides.add_slide(deck.layout)
    shown = slide.shapes.title
    if shown is None:
        shown = slide.shapes.add_textbox(MARGIN, Inches(0.35), deck.wide - 2 * MARGIN, Inches(0.9))
    shown.left, shown.top, shown.width, shown.height = (
        MARGIN,
        Inches(0.3),
        deck.wide - 2 * MARGIN,
        Inches(0.95),
    )
    frame = shown.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    long = width(title) > 76
    _write(deck, frame.paragraphs[0], title, Pt(20) if long else TITLE, bold=True)
    if foot:
        box = slide.shapes.add_textbox(MARGIN, deck.high - Inches(0.58), deck.wide - 2 * MARGIN, Inches(0.45))
        box.text_frame.word_wrap = True
        _write(deck, box.text_frame.paragraphs[0], foot, SMALL, colour="555555")
    told = [line for line in (*notes, foot) if line]
    if told:
        slide.notes_slide.notes_text_frame.text = "\n".join(told)
    return slide


def _write(
    deck: _Deck, paragraph: Any, text: str, size: Any, *, bold: bool = False, colour: str | None = None
) -> None:
    run = paragraph.add_run()
    run.text = legible(text)
    run.font.size, run.font.bold = size, bold
    run.font.language_id = MSO_LANGUAGE_ID.JAPANESE if deck.lang == "ja" else MSO_LANGUAGE_ID.ENGLISH_US
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _foot(deck: _Deck, group: Group, *more: str) -> str:
    base = (
        ""
        if group.base is None
        else label("slide.base", deck.lang, base=people(group, group.base, deck.lang))
    )
    parts = [base, *more, source_line(deck.report, group.question)]
    return label("slide.separator", deck.lang).join(part for part in parts if part)


def _chart(
    deck: _Deck,
    slide: Any,
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    kind: Any = XL_CHART_TYPE.BAR_CLUSTERED,
) -> Any:
    """Draw a chart of shares that can be edited; bars from top to bottom in the order of the names."""
    data = CategoryChartData(number_format="0.0%")
    data.categories = [_inactive(name) for name in names]
    for name, values in series:
        data.add_series(_inactive(name), values)
    top = int(TOP)
    frame = slide.shapes.add_chart(
        kind, MARGIN, top, deck.wide - 2 * MARGIN, deck.high - top - Inches(0.65), data
    )
    chart = frame.chart
    chart.font.size, chart.has_title = SMALL, False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = SMALL
    values, categories = chart.value_axis, chart.category_axis
    # Lines lie close to one another: an axis tells their values, where numbers would cover each other.
    lines = kind != XL_CHART_TYPE.BAR_CLUSTERED
    values.has_major_gridlines, values.visible = lines, lines
    values.tick_labels.font.size, values.tick_labels.number_format = SMALL, "0%"
    values.tick_labels.number_format_is_linked = False
    values.minimum_scale = 0
    if kind == XL_CHART_TYPE.BAR_CLUSTERED:
        categories.reverse_order = True
        categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.rgb = RGBColor.from_string("AAAAAA")
    categories.tick_labels.font.size = SMALL
    plot = chart.plots[0]
    if not lines:
        plot.gap_width, plot.overlap = 45, 0
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0%", False
        plot.data_labels.font.size = SMALL
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for number, one in enumerate(plot.series):
        colour = RGBColor.from_string(COLOURS[number % len(COLOURS)])
        if lines:
            one.format.line.color.rgb = colour
            one.smooth = False
        else:
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = colour
    return frame


def _inactive(text: str) -> str:
    """Return a name that the workbook behind a chart takes as text, not as a formula or a link."""
    shown = legible(text)
    return f"'{shown}" if shown.lower().startswith(ACTIVE) else shown


def _table(
    deck: _Deck,
    title: str,
    foot: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    notes: Sequence[str] = (),
    right: Sequence[int] = (),
    bold: Iterable[tuple[int, int]] = (),
) -> None:
    """Write a table on as many slides as it needs; ``shares`` are the widths of its columns."""
    whole = deck.wide - 2 * int(MARGIN)
    widths = [int(whole * share / sum(shares)) for share in shares]
    cut = 0
    texts: list[list[str]] = []
    for row in rows:
        shown = [_short(text, Emu(wide), SMALL) for text, wide in zip(row, widths, strict=True)]
        cut += sum(
            each != legible(text) and each.endswith("…") for each, text in zip(shown, row, strict=True)
        )
        texts.append(shown)
    room = deck.high - int(TOP) - int(Inches(0.75)) - _row_height(headings, widths)
    texts = [part for row in texts for part in _split(row, widths, room)]
    pages: list[list[int]] = [[]]
    used = 0
    for number, row in enumerate(texts):
        high = _row_height(row, widths)
        if pages[-1] and used + high > room:
            pages.append([])
            used = 0
        pages[-1].append(number)
        used += high
    strong = set(bold)
    for page, numbers in enumerate(pages, start=1):
        named = title
        if len(pages) > 1:
            named += label("slide.part", deck.lang, number=page, count=len(pages))
        below = foot
        if cut and page == len(pages):
            below = label("slide.separator", deck.lang).join([label("slide.cut", deck.lang, count=cut), foot])
        slide = _slide(deck, named, below, notes)
        shape = slide.shapes.add_table(
            len(numbers) + 1, len(headings), MARGIN, TOP, whole, _row_height(headings, widths)
        )
        table = shape.table
        for place, wide in enumerate(widths):
            table.columns[place].width = Emu(wide)
        for line, row in enumerate([list(headings), *(texts[number] for number in numbers)]):
            table.rows[line].height = Emu(_row_height(row, widths))
            for place, text in enumerate(row):
                cell = table.cell(line, place)
                cell.margin_top = cell.margin_bottom = Pt(2)
                cell.margin_left = cell.margin_right = Pt(5)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                frame = cell.text_frame
                frame.word_wrap = True
                for count, piece in enumerate(text.split("\n")):
                    paragraph = frame.paragraphs[0] if not count else frame.add_paragraph()
                    heavy = line == 0 or (numbers[line - 1], place) in strong
                    _write(
                        deck, paragraph, piece, SMALL, bold=heavy, colour="FFFFFF" if line == 0 else "222222"
                    )
                    if place in right:
                        paragraph.alignment = 3  # PP_ALIGN.RIGHT
                cell.fill.solid()
                shade = "0B4F8A" if line == 0 else ("FFFFFF" if line % 2 else "F2F5F9")
                cell.fill.fore_color.rgb = RGBColor.from_string(shade)


def _split(row: list[str], widths: Sequence[int], room: int) -> list[list[str]]:
    """Return a row as several where it would not fit a slide: its last cell goes on in the next."""
    *first, last = row
    parts: list[list[str]] = []
    lines: list[str] = []
    for line in last.split("\n"):
        if lines and _row_height([*first, "\n".join([*lines, line])], widths) > room:
            parts.append([*first, "\n".join(lines)])
            lines = []
        lines.append(line)
    return [*parts, [*first, "\n".join(lines)]]


def _short(text: str, wide: Emu, size: Any) -> str:
    """Return each line of a cell, cut where it alone would fill a slide."""
    most = max(8, int(_columns(int(wide), size) * 12))
    return "\n".join(shortened(legible(line), most) for line in text.split("\n"))


def _columns(wide: int, size: Any) -> float:
    """Return how many half-width letters of that size stand on a line of a cell."""
    return max(2.0, (wide - int(Pt(10))) / (int(size) * 0.56))


def _row_height(row: Sequence[str], widths: Sequence[int]) -> int:
    lines = max(
        sum(max(1, -(-width(line) // int(_columns(wide, SMALL)))) for line in text.split("\n"))
        for text, wide in zip(row, widths, strict=True)
    )
    return int(int(SMALL) * 1.45 * lines) + int(Pt(5))


# ---- the parts of a report


def _cover(deck: _Deck) -> None:
    report, lang = deck.report, deck.lang
    slide = _slide(deck, legible(report.title), source_line(report))
    title = slide.shapes.title or slide.shapes[0]
    title.top, title.height = Emu(int(deck.high * 0.3)), Inches(1.4)
    for paragraph in title.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(36)
    box = slide.shapes.add_textbox(
        MARGIN, Emu(int(deck.high * 0.3)) + Inches(1.5), deck.wide - 2 * MARGIN, Inches(2)
    )
    frame = box.text_frame
    frame.word_wrap = True
    lines = []
    for group in groups(report):
        if group.base is not None and not group.item:
            base = people(group, group.base, lang)
            lines.append(
                label("slide.question", lang, number=group.number, question=group.question, base=base)
            )
    for count, line in enumerate(lines[:8]):
        paragraph = frame.paragraphs[0] if not count else frame.add_paragraph()
        _write(deck, paragraph, line, BODY, colour="555555")


def _about(group: Group, lang: str) -> str:
    return label("draft.quoted", lang, text=shortened(legible(group.item or group.question), 36))


def _keywords(deck: _Deck, group: Group) -> None:
    lang, words = deck.lang, group.table("keywords")
    if not {"word", "respondents", "share"} <= set(words.columns) or words.empty:
        return
    top = words.head(BARS)
    first = top.iloc[0]
    said = people(group, first["respondents"], lang)
    title = label(
        "slide.keywords",
        lang,
        about=_about(group, lang),
        word=legible(first["word"]),
        respondents=said,
        share=percent(first["share"]),
    )
    left = len(words) - len(top)
    more = label("slide.more_words", lang, count=f"{left:,}") if left else ""
    foot = _foot(deck, group, label("slide.share", lang), more)
    slide = _slide(deck, title, foot, [label("note.method", lang)])
    names = [
        f"{legible(word)}（{people(group, count, lang)}）" if lang == "ja" else f"{legible(word)} ({count:,})"
        for word, count in zip(top["word"], top["respondents"], strict=True)
    ]
    _chart(deck, slide, names, [(label("column.share", lang), [float(share) for share in top["share"]])])
    notes = notes_by_word(group.table("evidence"))
    listed = [row for row in words.to_dict("records") if str(row["word"]) in notes][:WORDS]
    if listed:
        rows = []
        for row in listed:
            count = people(group, row["respondents"], lang)
            named = label("note.word_count", lang, word=legible(row["word"]), respondents=count)
            bullets = "\n".join(label("note.bullet", lang, text=text) for text in notes[str(row["word"])])
            rows.append([named, bullets])
        headings = [label("document.keyword_heading", lang, unit=group.unit), label("column.notes", lang)]
        _table(
            deck,
            label("slide.uses", lang, about=_about(group, lang)),
            _foot(deck, group),
            headings,
            rows,
            (26, 74),
        )


def _codes(deck: _Deck, group: Group) -> None:
    lang, counts = deck.lang, group.table("code_counts")
    codes = [row for row in code_table(counts) if row["level"] == "code"]
    if not codes:
        return
    shown = codes[:CODES]
    best = max(shown, key=lambda row: int(row["respondents"]))
    name_of = {row["code"]: legible(row["code"]).removeprefix("＊") for row in shown}
    title = label(
        "slide.codes",
        lang,
        about=_about(group, lang),
        code=name_of[best["code"]],
        respondents=people(group, best["respondents"], lang),
        share=percent(best["share"]),
    )
    more = label("slide.more_codes", lang, count=len(codes) - len(shown)) if len(codes) > len(shown) else ""
    foot = _foot(deck, group, label("slide.several", lang), more)
    slide = _slide(deck, title, foot, [group.note("code_counts")])
    names = [
        f"{name_of[row['code']]}（{people(group, row['respondents'], lang)}）"
        if lang == "ja"
        else f"{name_of[row['code']]} ({int(row['respondents']):,})"
        for row in shown
    ]
    _chart(deck, slide, names, [(label("column.share", lang), [float(row["share"]) for row in shown])])
    rows = []
    coded = group.table("codes")
    for row in shown:
        quoted = quotes(coded, str(row["code"]), 1)
        said = "\n".join(label("draft.quoted", lang, text=text) for text, _ in quoted)
        definition = legible(row.get("definition", ""))
        counted = people(group, row["respondents"], lang)
        named = label("note.word_count", lang, word=name_of[row["code"]], respondents=counted)
        rows.append([named, "\n".join(part for part in (definition, said) if part)])
    headings = [label("document.categories", lang), label("document.definition_quotes", lang)]
    _table(
        deck,
        label("slide.categories", lang, about=_about(group, lang)),
        _foot(deck, group),
        headings,
        rows,
        (30, 70),
    )


def _comparison(deck: _Deck, group: Group, matrix: Matrix, kind: str) -> None:
    lang = deck.lang
    attribute = matrix.attribute or label("compare.other_question", lang)
    what = label(f"document.{kind}", lang)
    if matrix.sentences:
        # The figures of the test stand in the notes; the message is what they are about.
        title = re.split(r"[（(]", matrix.sentences[0], maxsplit=1)[0].strip()
        title += label("slide.stop", lang) if title != matrix.sentences[0] else ""
    else:
        title = label("document.no_difference", lang, attribute=attribute, count=f"{matrix.same:,}")
    notes = [*matrix.sentences[:6], label("note.matrix", lang)]
    missing = (
        label("page.missing", lang, count=f"{matrix.missing:,}", unit=group.unit).strip()
        if matrix.missing
        else ""
    )
    features, values = matrix.features[:FEATURES], list(matrix.values)
    left = len(matrix.features) - len(features)
    more = label("slide.more_rows", lang, count=f"{left:,}") if left else ""
    heading = label("document.compared_caption", lang, attribute=attribute, kind=what)
    foot = _foot(deck, group, heading, missing, more)
    if kind == "codes" and 2 <= len(values) <= SERIES and len(values) * len(features) <= LEGIBLE:
        slide = _slide(deck, title, foot, notes)
        series: list[tuple[str, list[float | None]]] = []
        for value in values:
            base = f"{value} (n={matrix.values[value]:,})"
            cells = [matrix.cells.get((feature, value)) for feature in features]
            series.append((base, [None if cell is None else cell[1] for cell in cells]))
        _chart(deck, slide, features, series)
        return
    slides = -(-len(values) // ACROSS)
    each = -(-len(values) // max(slides, 1))  # as many on each slide
    for start in range(0, len(values), max(each, 1)):
        part = values[start : start + each]
        rows, strong = [], []
        for line, feature in enumerate(features):
            row = [feature]
            for place, value in enumerate(part, start=1):
                cell = matrix.cells.get((feature, value))
                row.append("" if cell is None else f"{percent(cell[1])}{cell[2]}")
                if cell is not None and cell[2]:
                    strong.append((line, place))
            rows.append(row)
        headings = [label("column.code" if kind == "codes" else "column.word", lang)]
        for value in part:
            small = label("page.small", lang) if value in matrix.small else ""
            headings.append(f"{shortened(value, 24)}\nn={matrix.values[value]:,}{small}")
        across = (24, *([76 / max(len(part), 4)] * len(part)))
        _table(
            deck, title, foot, headings, rows, across, notes=notes, right=range(1, len(part) + 1), bold=strong
        )


def _pictures(deck: _Deck, group: Group, names: Sequence[str]) -> None:
    for section in group.pictures:
        if section.name in names and isinstance(section.content, Picture) and section.content.png:
            _picture(deck, group, section, section.content)


def _picture(deck: _Deck, group: Group, section: Section, picture: Picture) -> None:
    lang = deck.lang
    title = label(
        f"slide.{section.name}", lang, about=_about(group, lang), attribute=legible(section.attribute)
    )
    slide = _slide(deck, title, _foot(deck, group), [section.note, picture.alt])
    top, high = int(TOP), deck.high - int(TOP) - int(Inches(0.65))
    shape = slide.shapes.add_picture(BytesIO(picture.png), MARGIN, top)
    scale = min((deck.wide - 2 * int(MARGIN)) / shape.width, high / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    shape.left, shape.top = Emu((deck.wide - shape.width) // 2), Emu(top + (high - shape.height) // 2)
    shape._element.nvPicPr.cNvPr.set("descr", legible(picture.alt))


def _changes(deck: _Deck, group: Group) -> None:
    lang, table = deck.lang, group.table("changes")
    if not {"feature", "wave", "share", "base"} <= set(table.columns) or table.empty:
        return
    waves = list(dict.fromkeys(table["wave"].astype(str)))
    moved = table.groupby(table["feature"].astype(str), sort=False)["difference"].agg(
        lambda each: each.abs().max()
    )
    kept = sorted(
        moved.index, key=lambda feature: -float(moved[feature] if moved[feature] == moved[feature] else 0)
    )
    kept = kept[:SERIES]
    share = {(str(row["feature"]), str(row["wave"])): float(row["share"]) for row in table.to_dict("records")}
    bases = dict(zip(table["wave"].astype(str), table["base"], strict=True))
    title = label("slide.changes", lang, about=_about(group, lang), word=legible(kept[0]).removeprefix("＊"))
    left = len(moved) - len(kept)
    more = label("slide.more_rows", lang, count=f"{left:,}") if left else ""
    slide = _slide(deck, title, _foot(deck, group, more), [group.note("changes")])
    names = [f"{wave} (n={int(bases[wave]):,})" for wave in waves]
    series = [
        (legible(feature).removeprefix("＊"), [share.get((feature, wave)) for wave in waves])
        for feature in kept
    ]
    _chart(deck, slide, names, series, kind=XL_CHART_TYPE.LINE_MARKERS)


def _condensed(deck: _Deck, group: Group) -> None:
    lang, table = deck.lang, group.table("condensed")
    if not {"statement", "respondents", "item"} <= set(table.columns) or table.empty:
        return
    rows = []
    left = 0
    for item, own in table.groupby(table["item"].fillna("").astype(str), sort=False):
        records = own.to_dict("records")
        lines = []
        for row in records[:5]:
            text = legible(row["statement"])
            if int(row["respondents"]) > 1:
                counted = people(group, row["respondents"], lang)
                text = label("note.word_count", lang, word=text, respondents=counted)
            lines.append(label("note.bullet", lang, text=shortened(text, QUOTE)))
        left += max(0, len(records) - 5)
        rows.append([legible(item), "\n".join(lines)])
    headings = [label("column.item", lang), label("document.condensed", lang)]
    more = label("slide.more_rows", lang, count=f"{left:,}") if left else ""
    title = label("slide.condensed", lang, about=_about(group, lang))
    _table(deck, title, _foot(deck, group, more), headings, rows, (26, 74), notes=[group.note("condensed")])


def _clusters(deck: _Deck, group: Group) -> None:
    lang = deck.lang
    found = cluster_rows(group, lang)
    if not found:
        return
    rows = [
        [named, words, people(group, count, lang), percent(share)]
        for named, words, count, share in found[:15]
    ]
    headings = [
        label("column.label", lang),
        label("document.cluster_words", lang),
        label("column.respondents", lang),
        label("column.share", lang),
    ]
    more = label("slide.more_rows", lang, count=len(found) - 15) if len(found) > 15 else ""
    title = label("slide.clusters", lang, about=_about(group, lang))
    note = group.note("cluster_summary")
    _table(
        deck, title, _foot(deck, group, more), headings, rows, (48, 30, 12, 10), notes=[note], right=(2, 3)
    )


def _method(deck: _Deck) -> None:
    table = once(deck.report, "method")
    if not {"heading", "text"} <= set(table.columns) or table.empty:
        return
    rows = [
        [legible(heading), "\n".join(legible(line) for line in str(text).split("\n"))]
        for heading, text in zip(table["heading"], table["text"], strict=True)
    ]
    lang = deck.lang
    headings = [label("column.heading", lang), label("column.notes", lang)]
    _table(deck, label("section.method", lang), source_line(deck.report), headings, rows, (18, 82))
