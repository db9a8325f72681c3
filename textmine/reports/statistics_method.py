"""The paragraphs of the method section on clusters and comparisons: each number is read off its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from textmine.reports.report import Group
from textmine.reports.sentences import Sentences
from textmine.texts.numbers import percent

LEVEL = 0.05  # of the marks and sentences of the tables


# ---- clusters


def clustering(text: Sentences) -> Iterator[str]:
    """Yield which answers were clustered, how, into how many clusters, and why so many."""
    settings, summaries = text.settings, text.tables("cluster_summary")
    if not summaries and not text.tables("clusters"):
        return
    curves = {group.heading: table for group, table in text.tables("k_curve")}
    for group, table in summaries:
        yield from _answers_clustered(text, group, table)
    yield text.say("clusters", "sparck-jones", "deerwester", "sokal")
    yield text.say("clusters_dimensions", of="clusters") or text.say("clusters_by_length", of="clusters")
    if settings.get("clusters.encoder") == "semantic":
        yield text.say("clusters_semantic", "yang")
    if curves:
        yield text.say("clusters_chosen", "ben-hur", "hubert")
    elif settings.get("clusters.k"):
        yield text.say("clusters_given", of="clusters")
    for group, table in summaries:
        curve = curves.get(group.heading, pd.DataFrame())
        yield from _rule_for_k(text, group, curve)
        about = {
            "question": text.quoted(group.heading),
            "count": f"{int((table['cluster'] > 0).sum()):,}",
            "mixed": f"{int(table.loc[table['cluster'] == 0, 'answers'].sum()):,}",
        }
        chosen = curve.loc[curve["chosen"].astype(bool)].to_dict("records") if len(curve) else []
        stability = f"{chosen[0]['stability']:.2f}" if chosen else ""
        yield (
            text.say("question_clusters_stable", **about, stability=stability)
            or text.say("question_clusters", **about)
        )
    if summaries:
        yield text.say("clusters_stability", "hennig", of="clusters")


def _answers_clustered(text: Sentences, group: Group, summary: pd.DataFrame) -> Iterator[str]:
    """Yield how many answers of a question were clustered, and why those."""
    if not {"substantive", "texts", "sampled"} <= set(summary):
        return
    answers, (substantive, texts, sampled) = (
        int(summary["answers"].sum()),
        (int(summary[name].iloc[0]) for name in ("substantive", "texts", "sampled")),
    )
    about = {"question": text.quoted(group.heading), "answers": f"{answers:,}"}
    if answers < substantive:
        yield text.say("clustered_rest", **about, substantive=f"{substantive:,}")
    else:
        yield text.say("clustered_all", **about)
    if sampled < texts:
        yield text.say("clustered_sample", **about, texts=f"{texts:,}", sampled=f"{sampled:,}")


def _rule_for_k(text: Sentences, group: Group, curve: pd.DataFrame) -> Iterator[str]:
    """Yield which numbers of clusters were tried for a question, and what decided between them."""
    if not {"k", "excess", "error", "mixed", "eligible", "chosen"} <= set(curve) or not curve["chosen"].any():
        return
    eligible = curve["eligible"].astype(bool)
    fit = curve[eligible]
    best = fit.iloc[int(fit["excess"].to_numpy().argmax())]
    chosen = curve[curve["chosen"].astype(bool)].iloc[0]
    is_near = fit["excess"] >= best["excess"] - best["error"]
    # A larger number than this rule takes was taken because all resamples agree on it.
    rule = "k_best" if chosen["k"] == best["k"] else "k_near"
    if chosen["k"] != fit.loc[is_near, "k"].min():
        rule = "k_sure"
    yield text.say(
        rule,
        question=text.quoted(group.heading),
        low=f"{int(curve['k'].min()):,}",
        high=f"{int(curve['k'].max()):,}",
        k=f"{int(chosen['k']):,}",
        best=f"{int(best['k']):,}",
        excess=f"{best['excess']:.2f}",
        error=f"{best['error']:.3f}",
        stability=f"{chosen['stability']:.2f}",
    )
    if best["excess"] < 2 * best["error"]:
        yield text.say("k_chance")
    if not eligible.all():
        yield text.say(
            "k_ineligible",
            count=f"{int((~eligible).sum()):,}",
            most=percent(curve.loc[~eligible, "mixed"].min(), 0),
            least=percent(fit["mixed"].max(), 0),
        )


# ---- comparisons


class _Tests(NamedTuple):
    """The tests of one table."""

    group: Group
    of: str  # words or codes
    table: pd.DataFrame


def comparing(text: Sentences) -> Iterator[str]:
    """Yield what was compared with which tests, and over which of them each correction was made."""
    crosses, tests = (
        [
            _Tests(group, of, table)
            for of in ("words", "codes")
            for group, table in text.tables(f"crosstab_{of}{kind}")
        ]
        for kind in ("", "_tests")
    )
    tests = [each for each in tests if "test" in each.table]
    distinctive = [_Tests(group, "words", table) for group, table in text.tables("distinctive")]
    attributes = dict.fromkeys(
        str(attribute)
        for each in (*crosses, *tests, *distinctive)
        if "attribute" in each.table
        for attribute in each.table["attribute"]
    )
    yield text.say("compare", attributes=text.listed(map(text.quoted, attributes)))
    if crosses:
        yield text.say("compare_cells", "haberman", "cochran", "fisher", "benjamini")
        yield text.say("compare_families", families=_by_attribute(text, crosses))
        yield text.say("compare_small", minimum=text.people(text.settings.get("compare.minimum")))
    yield from _tests(text, tests)
    if distinctive:
        works = ("dunning", "rayson", "jaccard", "newcombe", "koopman", "benjamini")
        yield text.say("distinctive", *works)
        yield text.say("distinctive_families", families=_by_attribute(text, distinctive))
    changes = [_Tests(group, "words", table) for group, table in text.tables("changes")]
    if changes:
        yield text.say("changes", "newcombe", "pearson", "cochran", "fisher", "benjamini")
        for group, _, table in changes:
            in_a_wave = table.drop_duplicates("wave")["base"].sum() if "base" in table else group.base or 0
            missing = (group.base or 0) - int(in_a_wave)
            about = {
                "question": text.quoted(group.heading),
                "missing": text.people(missing if missing > 0 else None),
            }
            yield text.say("changes_missing", **about)
        yield text.say("changes_families", families=_by_table(text, changes, "family_of_question"))


def _by_attribute(text: Sentences, tables: list[_Tests]) -> str:
    """Return how many tests each attribute of each table has: they are the families of a correction."""
    return text.listed(
        text.say(
            "family_of_attribute",
            question=text.quoted(group.heading),
            what=text.say(f"of_{of}"),
            attribute=text.quoted(str(attribute)),
            count=f"{int(count):,}" if count else "",
        )
        for group, of, table in tables
        if {"attribute", "p"} <= set(table)
        for attribute, count in table.groupby("attribute", sort=False)["p"].count().items()
    )


def _by_table(text: Sentences, tables: list[_Tests], key: str) -> str:
    """Return how many tests each table has."""
    return text.listed(
        text.say(
            key,
            question=text.quoted(group.heading),
            what=text.say(f"of_{of}"),
            count=f"{int(table['p'].count()):,}" if table["p"].count() else "",
        )
        for group, of, table in tables
        if "p" in table
    )


def _tests(text: Sentences, tests: list[_Tests]) -> Iterator[str]:
    """Yield which tests were made, how often, and what corrects them."""
    counts = Counter(test for each in tests for test in each.table["test"].astype(str))
    chi_square, fisher, monte_carlo = (
        f"{counts[test]:,}" if counts[test] else "" for test in ("chi_square", "fisher", "fisher_monte_carlo")
    )
    yield text.say("chi_square", "pearson", "cochran", count=chi_square)
    yield text.say("fisher", "fisher", count=fisher)
    if chi_square or fisher or monte_carlo:
        yield text.say("corrections", "holm", "benjamini")
        yield text.say("corrections_families", families=_by_table(text, tests, "family_of_table"))
    yield from _monte_carlo(text, monte_carlo, [each for each in tests if "resamples" in each.table])
    if chi_square or fisher or monte_carlo:
        yield text.say("cramers_v", "cramer", "smithson")


def _monte_carlo(text: Sentences, count: str, tests: list[_Tests]) -> Iterator[str]:
    """Yield by how many random tables tests were made, and what their smallest p comes to when corrected."""
    drawn = sorted({int(most) for each in tests for most in each.table["resamples"] if most > 0})
    if not count or not drawn:
        return
    resamples = text.listed(f"{number:,}" for number in drawn)
    yield text.say("monte_carlo", "freeman", "phipson", of="compare", count=count, resamples=resamples)
    yield text.say("monte_carlo_least", least=text.listed(f"{1 / (1 + number):.2g}" for number in drawn))
    floors: dict[str, list[str]] = {"floor": [], "never": []}
    for each in tests:
        if not (each.table["resamples"] > 0).any():
            continue
        about = {"question": text.quoted(each.group.heading), "what": text.say(f"of_{each.of}")}
        least = 1 / (1 + int(each.table["resamples"].max()))
        holm, bh = _least_corrected(each.table["p"].dropna().to_numpy(dtype=np.float64), least)
        floors["floor"].append(text.say("monte_carlo_of", **about, holm=f"{holm:.2g}", bh=f"{bh:.2g}"))
        floors["never"] += [
            text.say("monte_carlo_by", **about, correction=text.say(f"by_{correction}"))
            for correction, p in (("holm", holm), ("benjamini", bh))
            if p >= LEVEL
        ]
    for key, items in floors.items():
        yield text.say(f"monte_carlo_{key}", tables=text.listed(items))


def _least_corrected(p: np.ndarray, least: float) -> tuple[float, float]:
    """Return what Holm and Benjamini–Hochberg make of the smallest p of a table's Monte Carlo tests.

    All other ``p`` of the table stay as they are.

    >>> _least_corrected(np.array([0.001, 0.5, 0.9]), 0.1)  # 0.1 in place of 0.5 or 0.9: second of three
    (0.2, 0.15000000000000002)
    """
    smaller, size = int((p < least).sum()), len(p)
    place = smaller + max(1, int((p == least).sum()))  # of those that have it, the last
    larger = np.sort(p[p > least])[: size - place]
    ranks = np.arange(place, size + 1)
    corrected = np.concatenate([[least], larger]) * size / ranks
    return min(1.0, least * (size - smaller)), min(1.0, float(corrected.min()))
