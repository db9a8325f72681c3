"""Corpus -> DataFrame: the only place that counts."""
