"""Commands that draw one figure and print its tables: network."""

from __future__ import annotations

import click

from textmine.cli.asking import answer, draw, is_picture, study_of
from textmine.cli.options import COUNTED, READING, TOKENIZING, together
from textmine.cli.program import program

PLACE = click.option(
    "--out",
    metavar="FILE",
    help="A .png, .svg or .pdf file for the picture, or a .csv or .xlsx file for its words.",
)
DRAWN = together(READING, TOKENIZING, COUNTED, PLACE)


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
@click.option("--around", "network__around", metavar="WORD", help="Draw the network around this word.")
@click.option(
    "--tree", "network__tree", is_flag=True, default=None, help="Draw the maximum spanning tree alone."
)
@click.pass_obj
def network(lang: str, /, files: tuple[str, ...], out: str | None, **options: object) -> None:
    """Draw the co-occurrence network of words, and say how large it is and where each word stands in it.

    \b
    Examples:
      textmine network survey.xlsx --question 効果 --out network.png
      textmine network survey.xlsx --per sentence --colour betweenness --around 意識 --out network.svg
    """
    from textmine.study.outline import section

    study = study_of(files, options)
    answer(
        study,
        lambda question: [
            section("graph_numbers", study.graph_numbers(question, "words"), question),
            section("graph_words", study.graph_words(question, "words"), question),
        ],
        lang=lang,
        out=None if is_picture(out) else out,
        main="graph_words",
    )
    draw(study, "network", out, lang)
