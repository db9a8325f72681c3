"""Whether the drafted sentences of a study hold, by a plain search through its answers.

    python -m benchmarks.claims FOLDER

FOLDER is the output of ``textmine run``. Four kinds of claims of its evidence tables are checked with the
table of answers: a string in quotation marks with a number occurs in the answers of so many respondents
(width, case and blanks aside); a sum of several wordings is of no fewer respondents than each of them has,
and of no more than wrote the keyword; what is said without quotation marks is said in the answers of so many,
as the page opens them, and a search finds it in those of no more, or of as many as is said beside it; a quote
stands in the answer that it is said to be from. Printed are the claims of each question, those that are
wrong, and their share; the exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

TEXTS = {"respondent": str, "word": str, "text": str}  # columns of texts, whatever they look like
_QUOTED = {"ja": re.compile(r"「([^」]+)」([\d,]+)"), "en": re.compile(r"“([^”]+)” ([\d,]+)")}
_PLAIN = re.compile(r"(?:^|[、：（]|, |: )([^「」“”、。：（）,.]+(?:「[^「」]+」)?) ([\d,]*\d)")
_SEARCHED = re.compile(r"^\D?(?:（検索では| \(a search finds )([\d,]*\d)")
_SUM = {
    "ja": re.compile(r" ([\d,]+)\D?（([^（）]*「[^（）]*)）"),
    "en": re.compile(r" ([\d,]+) \(([^()]*“[^()]*)\)"),
}


def folded(text: str) -> str:
    """Return a text without blanks, width and case folded."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def number(text: str) -> int:
    """Return the number that is written as 1,234."""
    return int(text.replace(",", ""))


def claims(
    evidence: pd.DataFrame, answers: pd.DataFrame, themes: pd.DataFrame | None = None
) -> Iterator[tuple[str, bool]]:
    """Yield each claim of the evidence about one question, and whether it holds in these answers to it.

    ``themes``: the answers behind each theme, where they are known.
    """
    people = _respondents_of_themes(themes, answers)
    texts = answers["text"].map(folded)
    respondents = evidence.groupby("word")["respondents"].max()
    for row in evidence[evidence["aspect"] == "note"].itertuples():
        lang = "en" if "“" in row.text else "ja"
        for text, count in _QUOTED[lang].findall(row.text):
            found = answers.loc[texts.str.contains(folded(text), regex=False), "respondent"].nunique()
            yield f"{row.word}: “{text}” {count}, found {found}", found == number(count)
        for match in _PLAIN.finditer(row.text):
            text, count = match[1], number(match[2])
            found = people.get((row.word, text))
            if found is not None:
                yield f"{row.word}: {text} {count}, in {found}", count == found
            searched = _SEARCHED.match(row.text[match.end() :])
            most = number(searched[1]) if searched else count
            found = answers.loc[texts.str.contains(folded(text), regex=False), "respondent"].nunique()
            yield f"{row.word}: {text} {count}, found {found}", found <= most
        for total, listed in _SUM[lang].findall(row.text):
            parts = [number(count) for _, count in _QUOTED[lang].findall(listed)]
            holds = max(parts) <= number(total) <= respondents[row.word]
            yield f"{row.word}: {total} of ({listed})", holds
    text_of = dict(zip(answers["answer"], answers["text"], strict=True))
    for row in evidence[(evidence["aspect"] == "quote") & (evidence["answer"] >= 0)].itertuples():
        inner = row.text.removeprefix("…").removesuffix("…")
        yield f"{row.word}: quote {row.text}", folded(inner) in folded(text_of.get(row.answer, ""))


def findings_claims(findings: pd.DataFrame, answers: pd.DataFrame) -> Iterator[tuple[str, bool]]:
    """Yield each quoted string with a number of the findings about one question, and whether it holds."""
    texts = answers["text"].map(folded)
    for said in findings["text"]:
        for text, count in _QUOTED["en" if "“" in said else "ja"].findall(said):
            found = answers.loc[texts.str.contains(folded(text), regex=False), "respondent"].nunique()
            yield f"“{text}” {count}, found {found}", found == number(count)


def _respondents_of_themes(themes: pd.DataFrame | None, answers: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return (word, theme) -> the respondents whose answers are behind it."""
    if themes is None:
        return {}
    of_answer = dict(zip(answers["answer"], answers["respondent"], strict=True))
    who: dict[tuple[str, str], set[str]] = {}
    for word, text, answer in zip(themes["word"], themes["text"], themes["answer"], strict=True):
        who.setdefault((str(word), str(text)), set()).add(of_answer[answer])
    return {theme: len(people) for theme, people in who.items()}


def main() -> None:
    """Print the claims of a study, and which of them a search disproves."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    tables = parser.parse_args().folder / "tables"
    answers = pd.read_csv(tables / "answers.csv", dtype=TEXTS, keep_default_na=False)
    kinds = pd.read_csv(tables / "kinds.csv", dtype=TEXTS, keep_default_na=False)
    told = tables / "main_findings.csv"
    findings = pd.read_csv(told, dtype=TEXTS, keep_default_na=False) if told.exists() else answers.head(0)
    questions = list(kinds["question"].drop_duplicates())  # of the answers the first may be to another
    made = wrong = 0
    for path in sorted(tables.glob("*evidence.csv")):
        evidence = pd.read_csv(path, dtype=TEXTS, keep_default_na=False)
        place = int(path.name.partition("_")[0]) - 1 if path.name[0].isdigit() else 0
        question = questions[place]
        beside = path.with_name(path.name.replace("evidence", "theme_answers"))
        themes = pd.read_csv(beside, dtype=TEXTS, keep_default_na=False) if beside.exists() else None
        own = answers[answers["question"] == question]
        checked = list(claims(evidence, own, themes))
        checked += findings_claims(findings[findings["question"] == question], own)
        disproved = [claim for claim, holds in checked if not holds]
        print(f"{question}: {len(checked)} claims, {len(disproved)} wrong")
        for claim in disproved:
            print(f"    {claim}")
        made, wrong = made + len(checked), wrong + len(disproved)
    share = wrong / made if made else 0.0
    print(f"claims {made}, wrong {wrong}, share {share:.2f}")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
