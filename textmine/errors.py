"""The errors that textmine raises on bad input; imports nothing."""

from __future__ import annotations


class TextmineError(Exception):
    """Bad input, told in one clear sentence: what was found, where, and what to do next.

    ``template`` is an English ``str.format`` template and ``details`` its values. ``str(error)`` is the
    English sentence; ``textmine.texts.messages.message(error, lang)`` gives it in Japanese, looked up by the
    template.
    """

    def __init__(self, template: str, /, **details: object) -> None:
        """Hold the template and the values that fill it."""
        self.template = template
        self.details = details
        super().__init__(template.format(**details))

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, which would otherwise lose the details."""
        return _rebuild, (type(self), self.template, self.details)


def _rebuild(kind: type[TextmineError], template: str, details: dict[str, object]) -> TextmineError:
    return kind(template, **details)


class SurveyError(TextmineError):
    """A survey file that can't be read or does not hold what was asked for."""


class LexiconError(TextmineError):
    """A dictionary or stop word file with a line that can't be used."""


class CodebookError(TextmineError):
    """A code frame with a rule that can't be understood, or a code that is not there."""


class SettingsError(TextmineError):
    """A setting that is unknown or has a value it can't have."""


class WordsError(TextmineError):
    """A tokeniser dictionary that is missing, or a word that the corpus does not hold."""


class TableError(TextmineError):
    """A table that can't be made as asked, such as of an attribute that is not there."""


class FigureError(TextmineError):
    """A figure that can't be drawn as asked, such as with a font that lacks a glyph."""


class ReportError(TextmineError):
    """A result that can't be written."""
