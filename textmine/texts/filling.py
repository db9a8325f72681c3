"""Templates of sentences, and how they are filled in: with the form of a word that goes with a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FORMS = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
_UNIT = re.compile(r"\{unit(?::(\w+))?\}")


def fill(template: str, values: Mapping[str, object], /) -> str:
    """Return the template with ``values`` filled in, as ``str.format`` does, and with singular and plural.

    ``{count:answer|answers}`` is the first form where ``count`` is 1, else the second; the number itself is
    printed by ``{count}``. ``{unit:count}`` chooses in the same way between the two forms of the value
    ``unit``, see :func:`with_unit`.

    Raises:
        KeyError: a name of the template is not among the values.

    >>> [fill("{count} {count:answer is|answers are} blank", {"count": count}) for count in (1, "1,200")]
    ['1 answer is blank', '1,200 answers are blank']
    >>> fill("{count} {unit:count}", {"count": 1, "unit": "company|companies"})
    '1 company'
    """
    if "unit" in values:
        template = with_unit(template, str(values["unit"]))
    if "|" in template:
        template = _FORMS.sub(lambda found: found[2 if str(values[found[1]]) == "1" else 3], template)
    return template.format(**values)


def with_unit(template: str, unit: str, /) -> str:
    """Return the template with what a respondent is called in the places of ``{unit}``, not yet filled in.

    ``unit`` may have two forms, "company|companies": ``{unit:count}`` is replaced by the two, to be chosen
    by ``count``; ``{unit}`` is the plural.

    >>> with_unit("{count} {unit:count}", "company|companies"), with_unit("n {unit}", "company|companies")
    ('{count} {count:company|companies}', 'n companies')
    """
    one, _, more = unit.replace("{", "{{").replace("}", "}}").rpartition("|")
    one = one or more

    def choice(found: re.Match[str]) -> str:
        return f"{{{found[1]}:{one}|{more}}}" if found[1] and one != more else more

    return _UNIT.sub(choice, template)
