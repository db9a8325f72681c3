"""How long a word cloud takes, beside the wordcloud package with its defaults at the same pixel size.

    python benchmarks/wordclouds.py [--small] [--table words.csv]

Both make a PNG in memory from the same table (100 words, 2400 x 1500 pixels), in turns in one process;
printed are the ratio of the medians, and how sizes and counts agree (Spearman). At most 1/3 is wanted.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import pandas as pd
from wordcloud import WordCloud

from textmine.figures.fonts import BOLD
from textmine.figures.frame import places_of
from textmine.figures.saving import encode
from textmine.figures.wordcloud import wordcloud

KANJI = "情報意識効果対策社員取引管理教育信頼顧客企業補助申請変化改善業務共有整備強化導入責任評価安全"
KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロンー"


def table(words: int) -> pd.DataFrame:
    """Return a made-up keyword table: lengths and counts fall as those of real answers do."""
    chance = random.Random(1)
    made: list[str] = []
    while len(made) < words:
        letters = KANJI if chance.random() < 0.75 else KATAKANA
        length = chance.choice((2, 2, 2, 2, 3, 3, 4) if letters is KANJI else (3, 4, 5, 6))
        word = "".join(chance.choice(letters) for _ in range(length))
        if word not in made:
            made.append(word)
    return pd.DataFrame(
        {"word": made, "respondents": [round(1500 / rank**0.7) for rank in range(1, words + 1)]}
    )


def ours(words: pd.DataFrame, width: int, height: int) -> bytes:
    """Return textmine's picture."""
    return encode(wordcloud(words, pixels=(width, height)), "png")


def theirs(words: pd.DataFrame, width: int, height: int) -> bytes:
    """Return the picture of the wordcloud package: its defaults, but for the size and a Japanese font."""
    frequencies = dict(zip(words["word"], words["respondents"], strict=True))
    file = BytesIO()
    cloud = WordCloud(font_path=BOLD, width=width, height=height, random_state=1)
    cloud.generate_from_frequencies(frequencies).to_image().save(file, format="PNG")
    return file.getvalue()


def seconds(
    draw: Callable[[pd.DataFrame, int, int], bytes], words: pd.DataFrame, size: tuple[int, int]
) -> float:
    """Return how long one picture takes, in CPU and waiting time of this process."""
    start = time.perf_counter()
    draw(words, *size)
    return time.perf_counter() - start


def agreement(words: pd.DataFrame, sizes: dict[str, float]) -> float:
    """Return Spearman's correlation of sizes and counts."""
    drawn = words[words["word"].isin(list(sizes))]
    return float(drawn["respondents"].rank().corr(drawn["word"].map(sizes).rank()))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="textmine's word cloud beside the wordcloud package")
    parser.add_argument("--small", action="store_true", help="a quick run that only shows that it works")
    parser.add_argument("--table", help="a CSV with the columns word and respondents")
    options = parser.parse_args()
    count, size, rounds = (20, (600, 400), 1) if options.small else (100, (2400, 1500), 7)
    words = pd.read_csv(options.table).head(count) if options.table else table(count)
    start = time.perf_counter()
    ours(words, *size)  # opens the font, once a process
    first = time.perf_counter() - start
    times: dict[str, list[float]] = {"textmine": [], "wordcloud": []}
    for _ in range(rounds):
        times["textmine"].append(seconds(ours, words, size))
        times["wordcloud"].append(seconds(theirs, words, size))
    medians = {name: statistics.median(values) for name, values in times.items()}
    places = places_of(wordcloud(words, pixels=size))
    peer = WordCloud(font_path=BOLD, width=size[0], height=size[1], random_state=1)
    peer.generate_from_frequencies(dict(zip(words["word"], words["respondents"], strict=True)))
    print(f"{count} words, {size[0]} x {size[1]} pixels, PNG, median of {rounds}")
    print(f"textmine / wordcloud's defaults     {medians['textmine'] / medians['wordcloud']:7.2f}")
    print(f"the same, first in a process        {first / medians['wordcloud']:7.2f}")
    placed = places[places["placed"]]
    sizes = dict(zip(placed["word"], placed["size"], strict=True))
    peers = {entry[0][0]: float(entry[1]) for entry in peer.layout_}
    print(f"placed              {len(sizes)} (wordcloud {len(peers)})")
    print(f"size with count     {agreement(words, sizes):.3f} (wordcloud {agreement(words, peers):.3f})")


if __name__ == "__main__":
    main()
