"""The usual notebook: what ``benchmarks.study`` is compared with, run in a process of its own.

    python -m benchmarks.notebook SURVEY.csv WIDTH HEIGHT FOLDER QUESTION...

It imports nothing of textmine: pandas reads the file; of each question fugashi's content words, ``Counter``,
a table, and the word cloud with the wordcloud package's defaults, saved as PNG.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import fugashi
import noto_cjk_sans_jp_bold
import pandas as pd
from wordcloud import WordCloud

CONTENT = ("名詞", "動詞", "形容詞", "形状詞")


def main(file: str, width: str, height: str, folder: str, *questions: str) -> None:
    """Make the counts and clouds of the questions."""
    table, tagger = pd.read_csv(file), fugashi.Tagger()
    for number, question in enumerate(questions):
        words: Counter[str] = Counter()
        asked = table.filter(
            regex=f"^{question}$|【.{question}】"
        )  # "3.パスワード【③障害の内容】" and others
        for text in asked.stack().dropna().astype(str):
            nodes = (node for node in tagger(text) if node.feature.pos1 in CONTENT)
            words.update(node.feature.lemma or node.surface for node in nodes)
        pd.DataFrame(words.most_common()).to_csv(Path(folder) / f"{number}.csv")
        cloud = WordCloud(
            font_path=str(noto_cjk_sans_jp_bold.FONT_PATH), width=int(width), height=int(height)
        )
        cloud.generate_from_frequencies(words).to_file(Path(folder) / f"{number}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
