"""path -> Survey, Lexicon, Decisions: reads and checks what people bring."""

from typing import TYPE_CHECKING

from textmine.loading import files_of

if TYPE_CHECKING:
    from textmine.inputs import check as check
    from textmine.inputs import decisions as decisions
    from textmine.inputs import edits as edits
    from textmine.inputs import encodings as encodings
    from textmine.inputs import examples as examples
    from textmine.inputs import journal as journal
    from textmine.inputs import merges as merges

__getattr__ = files_of(__name__)
