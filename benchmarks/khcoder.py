"""How textmine's coding rules compare with KH Coder's own published test on Natsume Sōseki's こころ.

    python -m benchmarks.khcoder FOLDER [--write docs/khcoder.md]

FOLDER holds ``inputs/`` (the text, the rule file, the variables) and ``ref/`` (what KH Coder published,
beside what its rules give with other taggers); it is not part of the project. Printed is the table of
docs/khcoder.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import textmine as tm
from benchmarks.khcoder_tables import chi_squares, crosstab, jaccard
from textmine.codes.code_answers import code_answers
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import read_codebook
from textmine.codes.documents import documents
from textmine.codes.readings import stream
from textmine.codes.stream import Stream
from textmine.inputs.lexicon import ForcedWord, Lexicon
from textmine.settings import CodeUnit, WordSettings
from textmine.words.corpus import Corpus

FORCED = ("Ｋ", "西洋人", "好奇心")
UNUSED = frozenset({"１つ", "考え"})
UNITS: dict[CodeUnit, str] = {"sentence": "sentence", "paragraph": "paragraph", "heading2": "h2"}
COLUMN = {"ipadic": "mecab_ipadic", "unidic-lite": "unidic_lite"}  # the same rules with that tagger, in ref/
MARKS = ("BEGIN", "END")
# Why a code counts otherwise than in the reference, which a ChaSen with an older IPADIC made.
REASONS = {
    "＊ない": "ない: an auxiliary or an adjective, by the tagger's choice",
    "＊長さ(lw)": "tokens in a sentence: the tagger cuts some words otherwise",
    "＊死ぬ": "one or two places: 死ぬ to one tagger, something else to the other",
    "＊死": "亡 is a word to that ChaSen alone; 死 is cut otherwise in one place",
    "＊病気": "病気, 病人, 大病: cut otherwise in one place each",
    "＊恋愛,結婚": "the base form of 愛す is 愛する in UniDic; 愛, 妻, 夫婦 cut otherwise in single places",
    "＊近接": "奥さん is several tokens in UniDic, so a window of n tokens is a little narrower",
    "＊順序": "奥さん is several tokens in UniDic, so a window of n tokens is a little narrower",
}


@dataclass(frozen=True)
class Check:
    """One comparison: how many of how many values equal the reference."""

    what: str
    equal: int
    total: int
    tagger: bool  # whether the values depend on the tagger
    pinned: int = -1  # how many equal what the same rules give with this tagger; -1: not known
    different: tuple[tuple[str, str, str], ...] = ()  # what, here, reference

    @property
    def exact(self) -> bool:
        """Whether all values are equal."""
        return self.equal == self.total


@cache
def corpus(folder: Path, dictionary: str) -> Corpus:
    """Return the text with the forced words of the reference run."""
    lexicon = Lexicon(compounds=tuple(map(ForcedWord, FORCED)), stopwords=UNUSED)
    survey = tm.read_survey(folder / "inputs" / "kokoro2_cleaned.txt", lexicon=lexicon)
    return tm.tokenize(survey, lexicon, settings=WordSettings(dictionary=dictionary))


@cache
def text(folder: Path, dictionary: str) -> Stream:
    """Return the text as KH Coder reads it."""
    return stream(corpus(folder, dictionary), reading="khcoder")


@cache
def coded(folder: Path, dictionary: str, unit: CodeUnit) -> pd.DataFrame:
    """Return the codes of the reference's rule file."""
    codebook = read_codebook(folder / "inputs" / "theme.cod")
    return code_answers(
        corpus(folder, dictionary), codebook, unit=unit, reading="khcoder", variables=variables(folder)
    )


def variables(folder: Path) -> dict[CodeUnit, pd.DataFrame]:
    """Return the variables of the reference: 大見出し of the three parts, 死ぬ of the paragraphs."""
    return {
        "heading1": pd.read_csv(folder / "inputs" / "out_var2.csv", dtype="str"),
        "paragraph": pd.read_csv(folder / "inputs" / "out_var.csv", dtype="str")[["死ぬ"]],
    }


def reference(folder: Path, name: str) -> pd.DataFrame:
    """Return a table of the reference."""
    return pd.read_csv(folder / "ref" / f"{name}.csv", dtype="str", keep_default_na=False)


def compared(
    what: str,
    here: dict[str, str],
    there: dict[str, str],
    *,
    tagger: bool,
    pinned: dict[str, str] | None = None,
) -> Check:
    """Return the comparison of values by name."""
    different = tuple(
        (key, here.get(key, "-"), value) for key, value in there.items() if here.get(key) != value
    )
    same = -1 if pinned is None else sum(here.get(key) == value for key, value in pinned.items())
    return Check(what, len(there) - len(different), len(there), tagger, same, different)


# ---- what needs no tagger: the statistics, from the reference's own matrix


def matrix(folder: Path) -> pd.DataFrame:
    """Return the reference's codes of the 110 chapters."""
    return reference(folder, "code_matrix_h2").set_index(["h1", "h2"]).astype(int)


def statistics(folder: Path) -> list[Check]:
    """Compare everything that the reference's own tables let compute."""
    table = matrix(folder)
    by = table.index.get_level_values("h1").map({"1": "上", "2": "中", "3": "下"})
    checks = [
        compared(
            "code counts and percentages from the h2 matrix",
            counts(table),
            {code: value for code, value in _counted(folder, "h2").items() if code in table},
            tagger=False,
        )
    ]
    checks += tabulated(folder, table, by, "crosstab_h2_by_var_大見出し", "", tagger=False)
    checks.append(compared("Jaccard from the h2 matrix", jaccards(table), _jaccard(folder, ""), tagger=False))
    words = reference(folder, "words_by_class")["count"].astype(int)
    checks += distributed(folder, words, "freq_distribution", "frequency distribution of words", tagger=False)
    return checks


def counts(table: pd.DataFrame) -> dict[str, str]:
    """Return KH Coder's simple count: code -> number and percentage of documents."""
    total = len(table)
    return {
        name: f"{int(table[name].sum())} {table[name].sum() / total * 100:.2f}%"
        for name in code_columns(table)
    }


def _counted(folder: Path, unit: str, column: str = "count") -> dict[str, str]:
    table = reference(folder, f"codes_by_{unit}")
    total = int(table["count"].iloc[-1])
    codes = table.iloc[:-2]  # below them are the documents without any code, and all documents
    return {
        code: f"{count} {int(count) / total * 100:.2f}%"
        for code, count in zip(codes["code"], codes[column], strict=True)
    }


def jaccards(table: pd.DataFrame) -> dict[str, str]:
    """Return pair of codes -> Jaccard."""
    rows = jaccard(table)
    return {
        f"{a} {b}": f"{value:.3f}"
        for a, b, value in zip(rows["code"], rows["other"], rows["jaccard"], strict=True)
    }


def _jaccard(folder: Path, column: str) -> dict[str, str]:
    rows = reference(folder, "jaccard_h2")
    return {
        f"{a} {b}": value
        for a, b, value in zip(rows["code_a"], rows["code_b"], rows[column or "jaccard"], strict=True)
    }


def tabulated(
    folder: Path, table: pd.DataFrame, by: Iterable[str], name: str, column: str, *, tagger: bool
) -> list[Check]:
    """Compare a crosstab and its chi-squares with a table of the reference."""
    listed = list(by)
    cells = crosstab(table, listed)
    here = {
        f"{value} {code}": f"{count} {share * 100:.2f}% {base}"
        for value, code, count, share, base in cells.itertuples(index=False)
    }
    for code, value in counts(table).items():
        here[f"合計 {code}"] = f"{value} {len(table)}"
    squares = {
        code: "na" if np.isnan(square) else f"{square:.3f}{stars}"
        for code, square, stars in chi_squares(table, listed)[["code", "chi_square", "stars"]].itertuples(
            index=False
        )
    }
    rows = reference(folder, name)
    inside = rows["row"] != "カイ2乗値"
    there = {
        f"{row} {code}": f"{count} {percent} {n}"
        for row, code, count, percent, n in rows.loc[
            inside, ["row", "code", "count_or_chi2", "percent", "n"]
        ].itertuples(index=False)
    }
    outside = rows[~inside]
    wanted = dict(zip(outside["code"], outside["count_or_chi2"], strict=True))
    pinned = dict(zip(outside["code"], outside[column], strict=True)) if column else None
    counts_here = {key: value.split()[0] for key, value in here.items()}
    pinned_cells = (
        {
            f"{row} {code}": n
            for row, code, n in rows.loc[inside, ["row", "code", column]].itertuples(index=False)
        }
        if column
        else None
    )
    cells_check = compared(f"crosstab cells ({name})", here, there, tagger=tagger)
    if pinned_cells is not None:
        same = sum(counts_here.get(key, "0") == value for key, value in pinned_cells.items())
        cells_check = Check(*list(vars(cells_check).values())[:4], same, cells_check.different)
    stars = compared(
        f"significance stars of chi-square ({name})",
        {code: _stars(value) for code, value in squares.items()},
        {code: _stars(value) for code, value in wanted.items()},
        tagger=tagger,
    )
    return [
        cells_check,
        compared(f"chi-square ({name})", squares, wanted, tagger=tagger, pinned=pinned),
        stars,
    ]


def _stars(value: str) -> str:
    return value if value == "na" else value.lstrip("0123456789.")


def distributed(folder: Path, words: Iterable[int], name: str, what: str, *, tagger: bool) -> list[Check]:
    """Compare a distribution of frequencies."""
    counts = pd.DataFrame({"occurrences": list(words)})
    table, numbers = tm.distribution(counts), tm.distribution_numbers(counts).iloc[0]
    here = {
        str(value): f"{types} {share * 100:.2f} {below} {until * 100:.2f}"
        for _, value, types, share, below, until in table.itertuples(index=False)
    }
    rows = reference(folder, name)
    there = {
        value: " ".join(rest)
        for value, *rest in rows[
            ["value", "types", "percent", "cumulative", "cumulative_percent"]
        ].itertuples(index=False)
    }
    totals = reference(folder, f"{name}_summary")["value"].tolist()
    found = [f"{numbers['words']}", f"{numbers['mean']:.2f}", f"{numbers['deviation']:.2f}"]
    names = ("n", "mean", "deviation")
    return [
        compared(what, here, there, tagger=tagger),
        compared(
            f"{what}: n, mean, deviation",
            dict(zip(names, found, strict=True)),
            dict(zip(names, totals, strict=True)),
            tagger=tagger,
        ),
    ]


# ---- what the text, the rule file and a tagger give


def structure(folder: Path, dictionary: str) -> list[Check]:
    """Compare the units of the text, and the number of words."""
    stream_ = text(folder, dictionary)
    counted, used = stream_.counted, stream_.used
    words = word_counts(stream_)
    here = {
        "sentences": documents(stream_, "sentence").count,
        "paragraphs": documents(stream_, "paragraph").count,
        "h2": documents(stream_, "heading2").count,
        "h1": documents(stream_, "heading1").count,
        "tokens_all": int(counted.sum()),
        "tokens_in_use": int(used.sum()),
        "types_all": len(words),
        "types_in_use": sum(stream_.scheme.used[kind] for _, kind in words),
    }
    rows = reference(folder, "structure").set_index("quantity")
    names = [
        ["sentences", "paragraphs", "h2", "h1"],
        ["tokens_all", "tokens_in_use", "types_all", "types_in_use"],
    ]
    whats = ("sentences, paragraphs, chapters, parts", "tokens and types, all and in use")
    return [
        compared(
            what,
            {name: str(here[name]) for name in group},
            {name: str(rows.loc[name, "reference"]) for name in group},
            tagger=tagger,
            pinned={name: str(rows.loc[name, COLUMN[dictionary]]) for name in group},
        )
        for what, group, tagger in zip(whats, names, (False, True), strict=True)
    ]


def word_counts(stream_: Stream) -> Counter[tuple[str, str]]:
    """Return how often each word (base form, class) occurs."""
    pairs = Counter(
        zip(
            stream_.codes[stream_.counted].tolist(), stream_.word_class[stream_.counted].tolist(), strict=True
        )
    )
    words: Counter[tuple[str, str]] = Counter()
    for (code, kind), count in pairs.items():
        words[stream_.morphemes[code].base, stream_.scheme.names[kind]] += count
    return words


def rules(folder: Path, dictionary: str) -> list[Check]:
    """Compare the codes in all three units, the crosstabs, chi-squares and Jaccard."""
    column = COLUMN[dictionary]
    checks = [
        compared(
            f"code counts by {name}, of the rule file's codes",
            counts(coded(folder, dictionary, unit)),
            _counted(folder, name),
            tagger=True,
            pinned=_counted(folder, name, column),
        )
        for unit, name in UNITS.items()
    ]
    chapters, paragraphs = coded(folder, dictionary, "heading2"), coded(folder, dictionary, "paragraph")
    table = matrix(folder)
    names = code_columns(table)
    equal = int((chapters[names].to_numpy() == table[names].to_numpy()).sum())
    checks.append(Check("cells of the h2 matrix", equal, table[names].size, True))
    checks.append(
        compared(
            "Jaccard by h2",
            jaccards(chapters[names]),
            _jaccard(folder, ""),
            tagger=True,
            pinned=_jaccard(folder, column),
        )
    )
    answers = corpus(folder, dictionary).answers
    parts = {title: title[0] for title in dict.fromkeys(answers["heading1"])}
    above = answers.set_index("answer")["heading1"]
    part_of_chapter = [parts[above[answer]] for answer in chapters["answer"]]
    checks += tabulated(folder, chapters, part_of_chapter, "crosstab_h2_by_var_大見出し", column, tagger=True)
    part_of_paragraph = [parts[above[answer]] for answer in paragraphs["answer"]]
    checks += tabulated(
        folder, paragraphs, part_of_paragraph, "crosstab_paragraph_by_var_h1", column, tagger=True
    )
    headings = pd.Categorical([above[answer] for answer in paragraphs["answer"]], categories=list(parts))
    checks += tabulated(
        folder, paragraphs, pd.Series(headings), "crosstab_paragraph_by_heading1", column, tagger=True
    )
    return checks


def report(folder: Path) -> str:
    """Return the tables of docs/khcoder.md."""
    lines = [
        "| what | needs a tagger | ipadic: equal to KH Coder | unidic-lite: equal to KH Coder |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {check.what} | no | {check.equal} of {check.total} | the same |" for check in statistics(folder)
    ]
    both = [
        structure(folder, dictionary) + rules(folder, dictionary) for dictionary in ("ipadic", "unidic-lite")
    ]
    for one, other in zip(*both, strict=True):
        needs = "yes" if one.tagger else "no"
        lines.append(
            f"| {one.what} | {needs} | {one.equal} of {one.total} | {other.equal} of {other.total} |"
        )
    lines += ["", "Codes whose counts differ, and why:", ""]
    lines += ["| dictionary | unit | code | here | KH Coder | why |", "| --- | --- | --- | --- | --- | --- |"]
    for dictionary, checks in zip(("ipadic", "unidic-lite"), both, strict=True):
        for check, unit in zip(checks[2:5], UNITS.values(), strict=True):
            for code, here, there in check.different:
                why = next((reason for name, reason in REASONS.items() if code.startswith(name)), "")
                lines.append(f"| {dictionary} | {unit} | {code} | {here} | {there} | {why} |")
    pinned = both[0][2:5]
    lines += [
        "",
        "With ipadic, this many counts equal those that KH Coder's own rules give with the same tagger "
        "(MeCab and ipadic 1.0.0): "
        f"{', '.join(f'{check.pinned} of {check.total}' for check in pinned)} by sentence, "
        "paragraph and h2. So what differs from the published run is the tagger's doing: that run was made "
        "with ChaSen and an older IPADIC.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the tables, or put them into a document between its marks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    found = report(arguments.folder)
    if arguments.write is None:
        print(found)
        return
    document = arguments.write.read_text("utf-8")
    begin, end = (f"<!-- {mark} python -m benchmarks.khcoder -->\n" for mark in MARKS)
    head, _, rest = document.partition(begin)
    arguments.write.write_text(head + begin + found + end + rest.partition(end)[2], "utf-8")


if __name__ == "__main__":
    main()
