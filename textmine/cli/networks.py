"""Commands about how words hang together: network, tree, distance-map, topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from textmine.cli.asking import answer, answer_table, draw, is_picture, study_of
from textmine.cli.options import (
    CODEBOOK,
    COUNTED,
    PICTURE,
    READING,
    TABLE,
    TOKENIZING,
    VALUES,
    together,
)
from textmine.cli.program import program

if TYPE_CHECKING:
    from textmine.study.counting import Of

COUNTING = together(READING, TOKENIZING, COUNTED)
DRAWN = together(COUNTING, CODEBOOK, PICTURE)


def _of(options: Mapping[str, object]) -> Of:
    """Return what a command is about: codes where it is given a frame, else words."""
    return "codes" if options["codes__codebook"] else "words"


@program.command()
@DRAWN
@click.option("--words", "compare__network", type=int, metavar="N", help="How many words.")
@click.option("--edges", "compare__edges", type=int, metavar="N", help="How many lines.")
@click.option(
    "--colour",
    "network__colour",
    metavar="community|degree|betweenness|eigenvector",
    help="What a colour means: the community, or a centrality.",
)
@click.option(
    "--communities", "network__communities", metavar="louvain|greedy|walks", help="How communities are found."
)
@click.option(
    "--coefficient",
    "network__coefficient",
    metavar="jaccard|dice|simpson|cosine|log_likelihood|both",
    help="How strong a line is.",
)
@click.option("--least", "network__least", type=float, metavar="X", help="Draw all lines as strong as this.")
@click.option(
    "--documents",
    "network__minimum",
    type=int,
    metavar="N",
    help="Respondents that a word of the network needs.",
)
@click.option(
    "--by", "network__by", metavar="COLUMN", help="Join words to the values of this attribute, not to words."
)
@VALUES
@click.option("--around", "network__around", metavar="WORD", help="Draw the network around this word.")
@click.option(
    "--tree", "network__tree", is_flag=True, default=None, help="Draw the maximum spanning tree alone."
)
@click.pass_obj
def network(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Draw the co-occurrence network of words, or of the codes of a code frame, and say how large it is and
    where each word stands in it.

    \b
    Examples:
      textmine network survey.xlsx --question 効果 --out network.png
      textmine network survey.xlsx --per sentence --colour betweenness --around 意識 --out network.svg
      textmine network survey.xlsx --question 効果 --by 業種 --out values.png
    """
    from textmine.study.sections import section

    study, of = study_of(files, options), _of(options)
    answer(
        study,
        lambda question: [
            section("graph_numbers", study.graph_numbers(question, of), question),
            section("graph_words", study.graph_words(question, of), question),
        ],
        lang=lang,
        out=None if is_picture(out) else out,
        main="graph_words",
    )
    draw(study, "network", out, lang, of=of)


DISTANCE = click.option(
    "--distance", "tree__distance", metavar="jaccard|cosine|euclid", help="How far apart two words are."
)


@program.command()
@DRAWN
@click.option("--words", "compare__words", type=int, metavar="N", help="How many words.")
@click.option(
    "--method", "tree__method", metavar="average|complete|ward", help="How far apart two groups of words are."
)
@DISTANCE
@click.option("--clusters", "tree__clusters", type=int, metavar="K", help="How many clusters.")
@click.pass_obj
def tree(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Cluster words, or the codes of a code frame, by who wrote them, and draw their tree.

    \b
    Examples:
      textmine tree survey.xlsx --question 効果 --method ward --clusters 8 --out tree.png
      textmine tree survey.xlsx --question 効果 --distance cosine --out clusters.csv
    """
    study, of = study_of(files, options), _of(options)
    table = None if is_picture(out) else out
    answer_table(
        study, "feature_leaves", lambda question: study.feature_leaves(question, of), lang=lang, out=table
    )
    draw(study, "tree", out, lang, of=of)


@program.command()
@DRAWN
@click.option("--words", "compare__words", type=int, metavar="N", help="How many words.")
@DISTANCE
@click.option("--clusters", "tree__clusters", type=int, metavar="K", help="How many clusters.")
@click.option(
    "--scale",
    "tree__scale",
    metavar="nonmetric|metric|classical|sammon",
    help="Whether the order of distances is kept, or their size.",
)
@click.pass_obj
def distance_map(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Place words, or the codes of a code frame, on a plane by who wrote them: multi-dimensional scaling.

    \b
    Examples:
      textmine distance-map survey.xlsx --question 効果 --out plane.png
      textmine distance-map survey.xlsx --question 効果 --scale classical --out places.csv
    """
    study, of = study_of(files, options), _of(options)
    table = None if is_picture(out) else out
    answer_table(
        study, "distance_map", lambda question: study.distance_map(question, of), lang=lang, out=table
    )
    draw(study, "distance_plot", out, lang, of=of)


@program.command()
@COUNTING
@TABLE
@click.option("--topics", "topics__k", type=int, metavar="K", help="How many topics.")
@click.option("--model", "topics__model", metavar="lda|nmf", help="The model.")
@click.option("--seed", "topics__seed", type=int, metavar="N", help="Another number begins elsewhere.")
@click.pass_obj
def topics(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Find topics, groups of words that stand together, and how much of each an answer holds.

    They are for long answers; of short ones the table says that they are not to be trusted.

    \b
    Examples:
      textmine topics survey.xlsx --question 効果 --topics 6
      textmine topics minutes.txt --per heading1 --model nmf --out topics.xlsx
    """
    from textmine.study.sections import topics_of

    study = study_of(files, options)
    answer(study, lambda question: topics_of(study, question), lang=lang, out=out, main="topics")
