"""What is counted over the whole survey, whether it is held whole or read in chunks."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

import pandas as pd

from textmine import tables
from textmine.errors import SettingsError
from textmine.settings import DEFAULTS
from textmine.study import codings, reading
from textmine.study.counting import Count, Features, Of, by_option, counting
from textmine.study.remembering import Remembers, remembered, setting
from textmine.words.mecab import dictionary, katakana_of_place

Which = Literal["words", "network", "frequent", "wide"]  # the keywords that are compared
WIDE = 500  # words among which the neighbours of one are looked for


@remembered
def keywords(study: Remembers, question: str) -> pd.DataFrame:
    """Return the keyword table, as :func:`textmine.keywords`: every word, not only the first ones."""
    options = keyword_options(study) | _asked(study, question)
    return tables.keywords.finish(_count(study, "keywords", question), **options)


def _asked(study: Remembers, question: str) -> dict[str, str]:
    """Return what names the topics of a question: it, what the survey is about, the rating it explains."""
    about = surveyed(study) if reading.unit(study) == "expression" else ()
    named = "\n".join([question, *(f"{word}について" for word in sorted(about))])
    return {"question": named, "rating": reading.rating(study, question)}


@remembered
def surveyed(study: Remembers) -> frozenset[str]:
    """Return the words that the whole survey is about, as ``tables.surveyed.surveyed``."""
    questions = reading.questions(study)
    found: frozenset[str] = tables.surveyed.surveyed(
        {question: _count(study, "keywords", question) for question in questions},
        {question: (question, reading.rating(study, question)) for question in questions},
        reading.names(study),
        reading=partial(katakana_of_place, dictionary=dictionary(setting(study, "words.dictionary"))),
    )
    return found


def keyword_options(study: Remembers) -> dict[str, Any]:
    """Return the options of :func:`textmine.keywords` that the settings hold."""
    options: dict[str, Any] = setting(study, "keywords").model_dump(exclude={"top", "per"})
    return options | {"unit": reading.unit(study), "lang": setting(study, "report.lang")}


@remembered
def every_word(study: Remembers, question: str) -> pd.DataFrame:
    """Return the keyword table with the words of one respondent, too, whatever limits the settings have."""
    unlimited = {"minimum": 1, "maximum": None, "minimum_occurrences": 1, "maximum_occurrences": None}
    return tables.keywords.finish(_count(study, "keywords", question), **keyword_options(study) | unlimited)


@remembered
def distribution(study: Remembers, question: str) -> pd.DataFrame:
    """Return how many words have which count, as :func:`textmine.distribution` of every word."""
    return tables.distribution.distribution(every_word(study, question))


@remembered
def distribution_numbers(study: Remembers, question: str) -> pd.DataFrame:
    """Return mean and deviation of these counts, as :func:`textmine.distribution_numbers`."""
    return tables.distribution.distribution_numbers(every_word(study, question))


@remembered
def left_out(study: Remembers, question: str) -> pd.DataFrame:
    """Return the words that are no row of that table, and why, as ``tables.left_out.left_out``."""
    total, minimum = _count(study, "keywords", question), setting(study, "keywords.minimum")
    return tables.left_out.left_out(total, **_asked(study, question), minimum=minimum)


@remembered
def stances(study: Remembers, question: str) -> pd.DataFrame:
    """Return who is for or against something, or wants it kept or changed, as :func:`textmine.stances`."""
    asked = f"{question}\n{reading.rating(study, question)}"
    return tables.stances.finish(_count(study, "stances", question), asked=asked)


@remembered
def code_counts(study: Remembers, question: str) -> pd.DataFrame:
    """Return how many respondents have each code, as :func:`textmine.code_counts`."""
    return tables.code_counts.finish(_count(study, "code_counts", question, "codes"))


def nothing_codes(study: Remembers, question: str) -> tuple[str, ...]:
    """Return the codes of a frame that say that there is nothing, or that one does not know."""
    return tables.results.nothing_codes(code_counts(study, question)["code"])


@remembered
def who_see_nothing(study: Remembers, question: str) -> int:
    """Return how many respondents have one of these codes, each counted once."""
    return int(_count(study, "any_code", question, "codes"))


@remembered
def crosstab(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return words or codes against the attributes, as :func:`textmine.crosstab`."""
    total, minimum = _count(study, "crosstab", question, of), setting(study, "compare.minimum")
    return tables.crosstab.finish(total, lexicon=reading.lexicon(study), minimum=minimum)


@remembered
def crosstab_tests(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return the tests of that crosstab, as :func:`textmine.crosstab_tests`."""
    chosen, lang = setting(study, "compare"), setting(study, "report.lang")
    options = chosen.model_dump(include={"minimum", "resamples", "seed"}) | {"lang": lang}
    options |= {
        "respondent_unit": reading.respondent_unit(study),
        "per": setting(study, "keywords.per"),
    }
    return tables.crosstab_tests.finish(
        _count(study, "crosstab", question, of),
        lexicon=reading.lexicon(study),
        **options,
    )


@remembered
def distinctive(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return what sets each group apart, as :func:`textmine.distinctive`."""
    return tables.distinctive.finish(
        _count(study, "crosstab", question, of, "frequent"), lexicon=reading.lexicon(study)
    )


@remembered
def cooccurrence(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return what the same respondents wrote, as :func:`textmine.cooccurrence`."""
    return _pairs(study, question, of, "network")


def _pairs(
    study: Remembers, question: str, of: Of, which: Which, count: Count = "cooccurrence"
) -> pd.DataFrame:
    """Return the pairs of words that two respondents have; of one only where words of one are listed, too."""
    minimum = min(setting(study, "keywords.minimum"), DEFAULTS.keywords.minimum)
    return tables.cooccurrence.finish(_count(study, count, question, of, which), minimum=minimum)


@remembered
def graph_links(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return the lines of the co-occurrence network, as :func:`textmine.graph_links`."""
    chosen, compare = setting(study, "network"), setting(study, "compare")
    options = chosen.model_dump(exclude={"colour", "communities", "by"})
    which: Which = "wide" if chosen.around else "network"
    pairs = _pairs(study, question, of, which, "value_pairs" if chosen.by else "cooccurrence")
    return tables.graph.graph_links(pairs, nodes=compare.network, edges=compare.edges, **options)


@remembered
def graph_words(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return the words of that network and their places in it, as :func:`textmine.graph_words`."""
    chosen, seed = setting(study, "network"), setting(study, "compare.seed")
    options = {"communities": chosen.communities, "coefficient": chosen.coefficient, "seed": seed}
    return tables.graph.graph_words(graph_links(study, question, of), **options)


@remembered
def graph_numbers(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return how large that network is, as :func:`textmine.graph_numbers`."""
    return tables.graph.graph_numbers(graph_links(study, question, of))


def _mapping(study: Remembers, attribute: str) -> dict[str, Any]:
    chosen, count = setting(study, "compare"), setting(study, "keywords.count")
    options = {"by": attribute, "unit": reading.unit(study), "count": count}
    options |= {"distinct": setting(study, "map.distinct")}
    return options | {"values": chosen.values, "minimum": chosen.minimum}


@remembered
def correspondence(study: Remembers, question: str, attribute: str, of: Of = "") -> pd.DataFrame:
    """Return words or codes and values on a map, as :func:`textmine.correspondence`."""
    features = _features(study, question, of, "network")
    return tables.correspondence.correspondence(
        reading.documents(study, question),
        features,
        scaling=setting(study, "map.scaling"),
        **_mapping(study, attribute),
    )


@remembered
def correspondence_inertia(study: Remembers, question: str, attribute: str, of: Of = "") -> pd.DataFrame:
    """Return how much each axis of that map shows, as :func:`textmine.correspondence_inertia`."""
    corpus, features = reading.documents(study, question), _features(study, question, of, "network")
    return tables.correspondence.correspondence_inertia(corpus, features, **_mapping(study, attribute))


@remembered
def feature_tree(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return words or codes joined by what occurs together, as :func:`textmine.feature_tree`."""
    options = setting(study, "tree").model_dump(include={"method", "distance"})
    return tables.feature_tree.finish(_count(study, "cooccurrence", question, of), **options)


@remembered
def feature_leaves(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return the leaves of that tree, as :func:`textmine.feature_leaves`."""
    tree = feature_tree(study, question, of)
    total, k = _count(study, "cooccurrence", question, of), setting(study, "tree.clusters")
    return tables.feature_tree.finish_leaves(total, tree, k=k)


@remembered
def distance_map(study: Remembers, question: str, of: Of = "") -> pd.DataFrame:
    """Return words or codes on a plane by who wrote them, as :func:`textmine.distance_map`."""
    options = setting(study, "tree").model_dump(include={"distance", "scale"})
    return tables.distance_map.finish(_count(study, "cooccurrence", question, of), **options)


@remembered
def topics(study: Remembers, question: str) -> pd.DataFrame:
    """Return the words of each topic, as :func:`textmine.topics`."""
    options = setting(study, "topics").model_dump() | {"unit": reading.unit(study)}
    return tables.topics.topics(reading.documents(study, question), keywords(study, question), **options)


@remembered
def topics_of_answers(study: Remembers, question: str) -> pd.DataFrame:
    """Return how much of each topic each answer holds, as :func:`textmine.topics_of_answers`."""
    options = setting(study, "topics").model_dump(exclude={"words"}) | {"unit": reading.unit(study)}
    corpus, words = reading.documents(study, question), keywords(study, question)
    return tables.topics.topics_of_answers(corpus, words, **options)


@remembered
def changes(study: Remembers, question: str, of: Of = "", by: str = "") -> pd.DataFrame:
    """Return what changed from wave to wave, as :func:`textmine.changes`; or along an attribute compared by.

    Raises:
        SettingsError: if neither ``by`` nor the settings name an attribute that tells the wave.
    """
    if by:
        total = _count(study, "crosstab", question, of)
        return tables.changes.finish(total[total["attribute"] == by], lexicon=reading.lexicon(study))
    if setting(study, "compare.wave") is None:
        raise SettingsError("no attribute tells the wave; name it with --wave or below [compare]")
    return tables.changes.finish(_count(study, "changes", question, of), lexicon=reading.lexicon(study))


def compared(study: Remembers, question: str) -> Of:
    """Return what is compared of a question unless it is said: codes where it has a frame, else words."""
    return "codes" if question in codings.codebooks(study) else "words"


def _features(study: Remembers, question: str, of: Of, which: Which) -> pd.DataFrame:
    """Return the keywords that are compared, or the codes of each answer."""
    if (of or compared(study, question)) == "codes":
        if setting(study, "keywords.per") == "respondent":
            return codings.coded(study, question)
        return codings.coded_documents(study, question)
    words, chosen = keywords(study, question), setting(study, "compare")
    if which == "frequent":
        return words[words["respondents"] >= int(chosen.minimum)]
    return words.head({"words": chosen.words, "network": chosen.network}.get(which, WIDE))


def _count(study: Remembers, count: Count, question: str, of: Of = "words", which: Which = "words") -> Any:
    """Return what a table that adds up is made of, counted over the whole survey."""
    of = of or compared(study, question)
    if reading.chunks(study) is None:
        return _count_whole(study, count, question, of, which)
    return _count_in_chunks(study, count, of, which)[question]


@remembered
def _count_whole(study: Remembers, count: Count, question: str, of: Of, which: Which) -> Any:
    tally, _ = counting(count)
    return tally(reading.documents(study, question), **_counting(study, count, question, of, which))


@remembered
def _count_in_chunks(study: Remembers, count: Count, of: Of, which: Which) -> dict[str, Any]:
    """Return question -> its count: chunks are read once for all questions."""
    chunks = reading.chunks(study)
    assert chunks is not None
    questions = [
        each for each in reading.questions(study) if of == "words" or each in codings.codebooks(study)
    ]
    options = {question: _counting(study, count, question, of, which) for question in questions}
    tally, merge = counting(count)
    return chunks.tallied(tally, merge, **by_option(options))


def _counting(study: Remembers, count: Count, question: str, of: Of, which: Which) -> dict[str, Any]:
    """Return the options with which the answers to a question are counted."""
    unit = {"unit": reading.unit(study)}
    if count == "stances":
        return {}
    if count == "keywords":
        return unit
    features: Features
    if of == "codes" and reading.chunks(study) is not None:
        features = codings.coding(study, question)
    else:
        features = _features(study, question, of, which)
    if count == "code_counts":
        return {"features": features, "codebook": codings.codebooks(study)[question]}
    if count == "any_code":
        return {"features": features, "names": nothing_codes(study, question)}
    if count == "cooccurrence":
        return {"features": features, **unit}
    if count == "value_pairs":
        by, values = setting(study, "network.by"), setting(study, "compare.values")
        return {"features": features, "by": by, "values": values, **unit}
    by = (setting(study, "compare.wave"),) if count == "changes" else reading.attributes(study, question)
    return {"features": features, "by": by, "values": setting(study, "compare.values"), **unit}
