"""Corpus -> DataFrame: the only place that counts."""

from typing import TYPE_CHECKING

from textmine.loading import files_of

if TYPE_CHECKING:
    from textmine.tables import changes as changes
    from textmine.tables import cluster_summary as cluster_summary
    from textmine.tables import clusters as clusters
    from textmine.tables import code_conditions as code_conditions
    from textmine.tables import code_counts as code_counts
    from textmine.tables import coders as coders
    from textmine.tables import collocation as collocation
    from textmine.tables import condense as condense
    from textmine.tables import cooccurrence as cooccurrence
    from textmine.tables import correspondence as correspondence
    from textmine.tables import crosstab as crosstab
    from textmine.tables import crosstab_tests as crosstab_tests
    from textmine.tables import distance_map as distance_map
    from textmine.tables import distinctive as distinctive
    from textmine.tables import distribution as distribution
    from textmine.tables import document_words as document_words
    from textmine.tables import drafted_codes as drafted_codes
    from textmine.tables import evidence as evidence
    from textmine.tables import feature_tree as feature_tree
    from textmine.tables import graph as graph
    from textmine.tables import group_differences as group_differences
    from textmine.tables import k_curve as k_curve
    from textmine.tables import keywords as keywords
    from textmine.tables import kinds as kinds
    from textmine.tables import kwic as kwic
    from textmine.tables import left_out as left_out
    from textmine.tables import main_findings as main_findings
    from textmine.tables import membership as membership
    from textmine.tables import new_themes as new_themes
    from textmine.tables import occurrences as occurrences
    from textmine.tables import related as related
    from textmine.tables import results as results
    from textmine.tables import shares as shares
    from textmine.tables import stances as stances
    from textmine.tables import suggest as suggest
    from textmine.tables import surveyed as surveyed
    from textmine.tables import topics as topics
    from textmine.tables import word_forms as word_forms

__getattr__ = files_of(__name__)
