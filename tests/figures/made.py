"""One small figure of each kind, from tables made up here."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from textmine.figures.bars import bars, grouped_bars
from textmine.figures.bubbles import bubbles
from textmine.figures.clouds import comparison_cloud, wordclouds
from textmine.figures.distance_plot import distance_plot
from textmine.figures.heatmap import heatmap
from textmine.figures.keyness import keyness
from textmine.figures.map import correspondence_map
from textmine.figures.network import network
from textmine.figures.timeline import timeline
from textmine.figures.tree import tree
from textmine.figures.wordcloud import wordcloud

WORDS = pd.DataFrame(
    {
        "word": ["予算", "人材", "時間"],
        "respondents": [9, 6, 2],
        "share": [0.3, 0.2, 0.07],
        "low": [0.2, 0.1, 0.02],
        "high": [0.5, 0.4, 0.2],
        "base": 30,
    }
)
CELLS = pd.DataFrame(
    {
        "attribute": "業種",
        "value": ["製造業", "小売業"] * 2,
        "feature": ["予算", "予算", "人材", "人材"],
        "respondents": [9, 6, 3, 7],
        "base": 20,
        "share": [0.45, 0.3, 0.15, 0.35],
        "low": [0.26, 0.15, 0.05, 0.18],
        "high": [0.66, 0.52, 0.36, 0.57],
        "rest_share": [0.3, 0.45, 0.35, 0.15],
        "rest_base": 20,
        "residual": [1.0, -1.0, -2.1, 2.1],
        "mark": ["", "", "-", "+"],
        "small": False,
        "log_likelihood": [4.1, -4.1, -3.0, 3.0],
        "difference": [0.15, -0.15, -0.2, 0.2],
        "p_bh": [0.01, 0.01, 0.2, 0.2],
    }
)
PAIRS = pd.DataFrame(
    {
        "feature": ["予算", "予算", "人材"],
        "other": ["人材", "時間", "時間"],
        "both": [4, 3, 2],
        "respondents": [9, 9, 6],
        "other_respondents": [6, 5, 5],
        "jaccard": [4 / 11, 3 / 11, 2 / 9],
    }
)
POINTS = pd.DataFrame(
    {
        "name": ["予算", "人材", "製造業", "建設業"],
        "kind": ["word", "word", "value", "value"],
        "attribute": "業種",
        "respondents": [9, 6, 20, 12],
        "dimension_1": [0.4, -0.3, 0.2, -0.3],
        "dimension_2": [0.1, -0.2, 0.0, 0.1],
    }
)
INERTIA = pd.DataFrame({"dimension": [1, 2], "share": [0.7, 0.3]})
JOINS = pd.DataFrame({"left": [0, 2], "right": [1, 3], "height": [0.2, 0.9]})
LEAVES = pd.DataFrame({"leaf": [0, 1, 2], "feature": ["予算", "人材", "時間"], "respondents": [9, 6, 5]})
CHANGES = pd.DataFrame(
    {
        "feature": ["予算", "予算", "人材", "人材"],
        "wave": ["2024", "2025"] * 2,
        "respondents": [9, 4, 2, 8],
        "base": 20,
        "share": [0.45, 0.2, 0.1, 0.4],
        "low": [0.26, 0.08, 0.03, 0.22],
        "high": [0.66, 0.42, 0.3, 0.61],
        "difference": [None, -0.25, None, 0.3],
        "p_bh": [None, 0.09, None, 0.04],
    }
)
PLANE = pd.DataFrame(
    {
        "feature": ["予算", "人材", "時間"],
        "respondents": [9, 6, 2],
        "dimension_1": [0.4, -0.3, 0.2],
        "dimension_2": [0.1, -0.2, 0.3],
        "stress": 0.0,
    }
)
DRAWN: dict[str, Callable[[], Figure]] = {
    "bars": lambda: bars(WORDS, dpi=60),
    "grouped_bars": lambda: grouped_bars(CELLS, attribute="業種", dpi=60),
    "keyness": lambda: keyness(CELLS, value="製造業", dpi=60),
    "heatmap": lambda: heatmap(CELLS, attribute="業種", dpi=60),
    "bubbles": lambda: bubbles(CELLS, attribute="業種", dpi=60),
    "distance_plot": lambda: distance_plot(PLANE, dpi=60),
    "timeline": lambda: timeline(CHANGES, dpi=60),
    "wordclouds": lambda: wordclouds({"製造業": WORDS.head(2), "小売業": WORDS.tail(1)}, dpi=60),
    "comparison_cloud": lambda: comparison_cloud(CELLS, dpi=60),
    "correspondence_map": lambda: correspondence_map(POINTS, INERTIA, dpi=60),
    "network": lambda: network(PAIRS, dpi=60),
    "tree": lambda: tree(JOINS, LEAVES, clusters=2, dpi=60),
    "wordcloud": lambda: wordcloud(WORDS, pixels=(600, 400), title="効果", dpi=60),
}
