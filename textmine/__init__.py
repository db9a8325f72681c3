"""Japanese survey answers to tables, categories and figures.

The public names are loaded on first use, so that ``import textmine`` and ``textmine --help`` are quick.

>>> import textmine as tm
>>> tm.Settings().keywords.unit
'expression'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textmine.codes.agreement import agreement as agreement
    from textmine.codes.agreement import disagreements as disagreements
    from textmine.codes.audit import audit_sample as audit_sample
    from textmine.codes.code_answers import code_answers as code_answers
    from textmine.codes.codebook import Codebook as Codebook
    from textmine.codes.codebook import read_codebook as read_codebook
    from textmine.codes.codesheet import code_sheet as code_sheet
    from textmine.codes.draft import draft_codebook as draft_codebook
    from textmine.codes.draft import draft_new as draft_new
    from textmine.codes.explain import explain as explain
    from textmine.codes.learn import learn as learn
    from textmine.codes.lint import lint as lint
    from textmine.codes.recount import recount as recount
    from textmine.codes.review import apply as apply
    from textmine.codes.review import review as review
    from textmine.codes.search import search as search
    from textmine.errors import TextmineError as TextmineError
    from textmine.figures.bars import bars as bars
    from textmine.figures.bars import grouped_bars as grouped_bars
    from textmine.figures.bubbles import bubbles as bubbles
    from textmine.figures.clouds import comparison_cloud as comparison_cloud
    from textmine.figures.clouds import wordclouds as wordclouds
    from textmine.figures.distance_plot import distance_plot as distance_plot
    from textmine.figures.heatmap import heatmap as heatmap
    from textmine.figures.keyness import keyness as keyness
    from textmine.figures.map import correspondence_map as correspondence_map
    from textmine.figures.network import network as network
    from textmine.figures.timeline import timeline as timeline
    from textmine.figures.tree import tree as tree
    from textmine.figures.wordcloud import wordcloud as wordcloud
    from textmine.inputs.check import check as check
    from textmine.inputs.decisions import read_review as read_review
    from textmine.inputs.examples import read_examples as read_examples
    from textmine.inputs.init import init as init
    from textmine.inputs.lexicon import Lexicon as Lexicon
    from textmine.inputs.lexicon import read_lexicon as read_lexicon
    from textmine.inputs.merges import read_merges as read_merges
    from textmine.inputs.survey import Survey as Survey
    from textmine.inputs.survey import read_survey as read_survey
    from textmine.large.tokenizing import tokenize as tokenize
    from textmine.privacy.masking import masked as masked
    from textmine.privacy.persons import maskings as maskings
    from textmine.reports.cluster_notes import cluster_notes as cluster_notes
    from textmine.reports.method import method as method
    from textmine.reports.report import Report as Report
    from textmine.reports.writing import write as write
    from textmine.settings import Settings as Settings
    from textmine.settingsfile import read_settings as read_settings
    from textmine.study.dossier import dossier as dossier
    from textmine.study.outline import report as report
    from textmine.study.study import Study as Study
    from textmine.tables.changes import changes as changes
    from textmine.tables.closed import closed_options as closed_options
    from textmine.tables.cluster_summary import cluster_summary as cluster_summary
    from textmine.tables.clusters import clusters as clusters
    from textmine.tables.clusters import dendrogram as dendrogram
    from textmine.tables.clusters import dendrogram_leaves as dendrogram_leaves
    from textmine.tables.clusters import uncoded as uncoded
    from textmine.tables.code_conditions import code_conditions as code_conditions
    from textmine.tables.code_counts import code_counts as code_counts
    from textmine.tables.collocation import collocation as collocation
    from textmine.tables.condense import condense as condense
    from textmine.tables.condense import opinions as opinions
    from textmine.tables.condense import proposals as proposals
    from textmine.tables.cooccurrence import cooccurrence as cooccurrence
    from textmine.tables.correspondence import correspondence as correspondence
    from textmine.tables.correspondence import correspondence_inertia as correspondence_inertia
    from textmine.tables.crosstab import crosstab as crosstab
    from textmine.tables.crosstab_tests import crosstab_tests as crosstab_tests
    from textmine.tables.distance_map import distance_map as distance_map
    from textmine.tables.distinctive import distinctive as distinctive
    from textmine.tables.distribution import distribution as distribution
    from textmine.tables.distribution import distribution_numbers as distribution_numbers
    from textmine.tables.document_words import document_words as document_words
    from textmine.tables.drafted_codes import drafted_codes as drafted_codes
    from textmine.tables.evidence import evidence as evidence
    from textmine.tables.feature_tree import feature_leaves as feature_leaves
    from textmine.tables.feature_tree import feature_tree as feature_tree
    from textmine.tables.graph import graph_links as graph_links
    from textmine.tables.graph import graph_numbers as graph_numbers
    from textmine.tables.graph import graph_words as graph_words
    from textmine.tables.k_curve import chosen_k as chosen_k
    from textmine.tables.k_curve import k_curve as k_curve
    from textmine.tables.keywords import keywords as keywords
    from textmine.tables.kinds import kinds as kinds
    from textmine.tables.kwic import kwic as kwic
    from textmine.tables.new_themes import far_answers as far_answers
    from textmine.tables.new_themes import new_themes as new_themes
    from textmine.tables.occurrences import occurrences as occurrences
    from textmine.tables.related import related as related
    from textmine.tables.shares import code_shares as code_shares
    from textmine.tables.shares import code_shares_by as code_shares_by
    from textmine.tables.suggest import suggest as suggest
    from textmine.tables.topics import topics as topics
    from textmine.tables.topics import topics_of_answers as topics_of_answers
    from textmine.tables.word_forms import word_forms as word_forms
    from textmine.words.corpus import Corpus as Corpus

__version__: str  # from the installed package's metadata, on first use

MODULES = {
    "Codebook": "textmine.codes.codebook",
    "Corpus": "textmine.words.corpus",
    "Lexicon": "textmine.inputs.lexicon",
    "Report": "textmine.reports.report",
    "Settings": "textmine.settings",
    "Survey": "textmine.inputs.survey",
    "TextmineError": "textmine.errors",
    "agreement": "textmine.codes.agreement",
    "apply": "textmine.codes.review",
    "audit_sample": "textmine.codes.audit",
    "bars": "textmine.figures.bars",
    "bubbles": "textmine.figures.bubbles",
    "changes": "textmine.tables.changes",
    "check": "textmine.inputs.check",
    "chosen_k": "textmine.tables.k_curve",
    "closed_options": "textmine.tables.closed",
    "cluster_notes": "textmine.reports.cluster_notes",
    "cluster_summary": "textmine.tables.cluster_summary",
    "clusters": "textmine.tables.clusters",
    "code_conditions": "textmine.tables.code_conditions",
    "code_counts": "textmine.tables.code_counts",
    "code_shares": "textmine.tables.shares",
    "code_shares_by": "textmine.tables.shares",
    "code_sheet": "textmine.codes.codesheet",
    "code_answers": "textmine.codes.code_answers",
    "collocation": "textmine.tables.collocation",
    "comparison_cloud": "textmine.figures.clouds",
    "condense": "textmine.tables.condense",
    "cooccurrence": "textmine.tables.cooccurrence",
    "correspondence": "textmine.tables.correspondence",
    "correspondence_inertia": "textmine.tables.correspondence",
    "correspondence_map": "textmine.figures.map",
    "crosstab": "textmine.tables.crosstab",
    "crosstab_tests": "textmine.tables.crosstab_tests",
    "dendrogram": "textmine.tables.clusters",
    "dendrogram_leaves": "textmine.tables.clusters",
    "disagreements": "textmine.codes.agreement",
    "distance_map": "textmine.tables.distance_map",
    "distance_plot": "textmine.figures.distance_plot",
    "distinctive": "textmine.tables.distinctive",
    "distribution": "textmine.tables.distribution",
    "distribution_numbers": "textmine.tables.distribution",
    "document_words": "textmine.tables.document_words",
    "dossier": "textmine.study.dossier",
    "draft_codebook": "textmine.codes.draft",
    "draft_new": "textmine.codes.draft",
    "evidence": "textmine.tables.evidence",
    "explain": "textmine.codes.explain",
    "far_answers": "textmine.tables.new_themes",
    "feature_leaves": "textmine.tables.feature_tree",
    "feature_tree": "textmine.tables.feature_tree",
    "graph_links": "textmine.tables.graph",
    "graph_numbers": "textmine.tables.graph",
    "graph_words": "textmine.tables.graph",
    "grouped_bars": "textmine.figures.bars",
    "heatmap": "textmine.figures.heatmap",
    "init": "textmine.inputs.init",
    "k_curve": "textmine.tables.k_curve",
    "keyness": "textmine.figures.keyness",
    "keywords": "textmine.tables.keywords",
    "kinds": "textmine.tables.kinds",
    "kwic": "textmine.tables.kwic",
    "learn": "textmine.codes.learn",
    "lint": "textmine.codes.lint",
    "masked": "textmine.privacy.masking",
    "maskings": "textmine.privacy.persons",
    "method": "textmine.reports.method",
    "network": "textmine.figures.network",
    "new_themes": "textmine.tables.new_themes",
    "occurrences": "textmine.tables.occurrences",
    "opinions": "textmine.tables.condense",
    "proposals": "textmine.tables.condense",
    "read_codebook": "textmine.codes.codebook",
    "read_examples": "textmine.inputs.examples",
    "read_lexicon": "textmine.inputs.lexicon",
    "read_merges": "textmine.inputs.merges",
    "read_review": "textmine.inputs.decisions",
    "read_settings": "textmine.settingsfile",
    "Study": "textmine.study.study",
    "read_survey": "textmine.inputs.survey",
    "recount": "textmine.codes.recount",
    "related": "textmine.tables.related",
    "report": "textmine.study.outline",
    "review": "textmine.codes.review",
    "search": "textmine.codes.search",
    "suggest": "textmine.tables.suggest",
    "timeline": "textmine.figures.timeline",
    "tokenize": "textmine.large.tokenizing",
    "topics_of_answers": "textmine.tables.topics",
    "topics": "textmine.tables.topics",
    "drafted_codes": "textmine.tables.drafted_codes",
    "tree": "textmine.figures.tree",
    "uncoded": "textmine.tables.clusters",
    "word_forms": "textmine.tables.word_forms",
    "wordcloud": "textmine.figures.wordcloud",
    "wordclouds": "textmine.figures.clouds",
    "write": "textmine.reports.writing",
}
__all__ = [*MODULES]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("textmine")
        except PackageNotFoundError:  # run from a checkout that was never installed
            return "unknown"
    if name not in MODULES:
        raise AttributeError(f"textmine has no {name!r}; it has {', '.join(MODULES)}")
    value: object = getattr(import_module(MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *MODULES])
