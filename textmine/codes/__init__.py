"""Code frames: reading their rules, matching answers, explaining, learning, and agreement of coders."""

from typing import TYPE_CHECKING

from textmine.loading import files_of

if TYPE_CHECKING:
    from textmine.codes import audit as audit
    from textmine.codes import codebook as codebook
    from textmine.codes import codesheet as codesheet
    from textmine.codes import draft as draft
    from textmine.codes import examples as examples
    from textmine.codes import explain as explain
    from textmine.codes import frametable as frametable
    from textmine.codes import given as given
    from textmine.codes import learn as learn
    from textmine.codes import learnt as learnt
    from textmine.codes import review as review
    from textmine.codes import search as search

__getattr__ = files_of(__name__)
