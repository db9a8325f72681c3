"""Options that several commands share; a parameter is named after the setting that it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return one decorator that adds these options in their order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


READ_OPTIONS = together(
    click.option(
        "--respondent", "survey__respondent", metavar="COLUMN", help="The column that says who answered."
    ),
    click.option(
        "--question",
        "survey__questions",
        metavar="COLUMN",
        multiple=True,
        help="A free-text question; may be given more than once.",
    ),
    click.option(
        "--attribute",
        "survey__attributes",
        metavar="COLUMN",
        multiple=True,
        help="A column to compare by; may be given more than once.",
    ),
    click.option("--sheet", "survey__sheet", metavar="NAME", help="The sheet of a workbook."),
    click.option(
        "--encoding",
        "survey__encoding",
        metavar="NAME",
        help="Such as cp932; found from the file if not given.",
    ),
    click.option(
        "--hidden",
        "survey__hidden",
        metavar="keep|skip",
        help="Whether to read the hidden (filtered) rows and columns of a workbook.",
    ),
    click.option(
        "--question-heading",
        "survey__question_heading",
        type=int,
        metavar="LEVEL",
        help="The level of the headings in a transcript that are questions; 0: none.",
    ),
    click.option(
        "--sample",
        "survey__sample",
        type=int,
        metavar="N",
        help="Respondents drawn of a survey too large to be read whole; 0: all.",
    ),
    click.option(
        "--lexicon",
        "words__lexicon",
        metavar="FOLDER",
        help="A folder with dictionaries/ and stopwords/ of your own.",
    ),
    click.option(
        "--lists", "words__lists", metavar="bundled|none", help="none: use no list that comes along."
    ),
)

READING = together(click.argument("files", nargs=-1, required=True, metavar="FILES..."), READ_OPTIONS)

CODEBOOK = together(
    click.option(
        "--codebook",
        "codes__codebook",
        metavar="FRAME",
        help="A file of coding rules, or one that comes along: obstacles, effects, inconveniences.",
    ),
    click.option(
        "--examples",
        "codes__examples",
        metavar="FILE",
        multiple=True,
        help="Texts with their codes (.csv) or decisions of another survey; none: not those that come along.",
    ),
)

OVERRIDES = click.option(
    "--overrides",
    "codes__overrides",
    metavar="FILE",
    help="A file of what people decided (textmine apply --out); it stands above the rules.",
)

BY = click.option(
    "--by",
    "compare__by",
    metavar="COLUMN",
    multiple=True,
    help="An attribute to compare by; may be given more than once.",
)
VALUES = click.option(
    "--values",
    "compare__values",
    type=int,
    metavar="N",
    help="Different values that an attribute has at most.",
)

TABLE = click.option("--out", metavar="FILE", help="Write the table to this .csv or .xlsx file.")
PICTURE = click.option(
    "--out",
    metavar="FILE",
    help="A .png, .svg or .pdf file for the picture, or a .csv or .xlsx file for the table.",
)

CODING = together(
    CODEBOOK,
    click.option(
        "--unit",
        "codes__unit",
        metavar="answer|sentence|paragraph",
        help="What gets a code: an answer, or a part of one.",
    ),
    click.option(
        "--reading",
        "codes__reading",
        metavar="textmine|khcoder",
        help="khcoder reads the original characters as KH Coder does.",
    ),
)

TOKENIZING = together(
    click.option(
        "--dictionary",
        "words__dictionary",
        metavar="NAME",
        help="unidic-lite, ipadic, or the folder of a UniDic.",
    ),
    click.option(
        "--executor",
        "words__executor",
        metavar="NAME",
        help="Where texts are tokenised: auto, serial, processes, processes:4, dask, dask://host:port.",
    ),
    click.option(
        "--no-cache",
        "words__cache",
        flag_value=0,
        type=int,
        default=None,
        help="Neither use nor keep the tokenised texts of earlier runs.",
    ),
)

# What is a word, and in what it is counted.
UNITS = together(
    click.option(
        "--unit",
        "keywords__unit",
        metavar="expression|word|compound",
        help="Count expressions (気をつける), words, or the longest nouns.",
    ),
    click.option(
        "--reading",
        "words__reading",
        metavar="textmine|khcoder",
        help="khcoder counts the dictionary's own words in all answers, as KH Coder does.",
    ),
    click.option(
        "--pos",
        "words__pos",
        metavar="NAME",
        multiple=True,
        help="A part of speech to count; with --reading khcoder 名詞, サ変名詞 or 名詞-一般. More than once.",
    ),
    click.option(
        "--per",
        "keywords__per",
        metavar="respondent|answer|sentence|paragraph|heading1",
        help="What is counted: respondents, or the documents that hold a word.",
    ),
)

# These, and which words are listed: of every table of words.
COUNTED = together(
    UNITS,
    click.option(
        "--count",
        "keywords__count",
        metavar="respondents|occurrences",
        help="What words are ranked and mapped by.",
    ),
    click.option(
        "--minimum", "keywords__minimum", type=int, metavar="N", help="Respondents a word needs to be listed."
    ),
    click.option("--maximum", "keywords__maximum", type=int, metavar="N", help="Respondents it has at most."),
    click.option(
        "--minimum-occurrences",
        "keywords__minimum_occurrences",
        type=int,
        metavar="N",
        help="Occurrences a word needs to be listed.",
    ),
    click.option(
        "--maximum-occurrences",
        "keywords__maximum_occurrences",
        type=int,
        metavar="N",
        help="Occurrences it has at most.",
    ),
)

COUNTING = together(
    COUNTED,
    click.option(
        "--negation",
        "keywords__negation",
        metavar="together|apart",
        help="Count 感じられない with 感じる, or apart from it.",
    ),
    click.option("--top", "keywords__top", type=int, metavar="N", help="How many words to show."),
)

DRAWING = together(
    click.option("--words", "wordcloud__words", type=int, metavar="N", help="How many words to draw."),
    click.option(
        "--width", "wordcloud__width", type=int, metavar="N", help="Width of the picture in pixels."
    ),
    click.option(
        "--height", "wordcloud__height", type=int, metavar="N", help="Height of the picture in pixels."
    ),
    click.option(
        "--colour",
        "wordcloud__colour",
        metavar="emphasis|category|pos|plain",
        help="What a colour means.",
    ),
    click.option(
        "--mask", "wordcloud__mask", metavar="PICTURE", help="Fill the dark part of this picture with words."
    ),
    click.option("--font", "wordcloud__font", metavar="FILE", help="A font of your own."),
)

STUDY = together(
    click.option("--out", "report__out", metavar="FOLDER", help="The folder of the results."),
    click.option(
        "--full",
        "report__form",
        flag_value="full",
        default=None,
        help="Every comparison, figure and setting too, in an appendix (appendix.docx).",
    ),
    BY,
    click.option("--wave", "compare__wave", metavar="COLUMN", help="The attribute that tells the wave."),
    click.option(
        "--mask",
        "report__mask",
        is_flag=True,
        default=None,
        help="Hide addresses, numbers and persons' names in everything that is written.",
    ),
    click.option(
        "--template",
        "report__template",
        metavar="FILE",
        multiple=True,
        help="A .docx or .pptx file whose styles the documents take; one of each may be given.",
    ),
)
