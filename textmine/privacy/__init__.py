"""Finds what can identify a person, and masks it."""
