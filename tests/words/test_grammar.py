"""The tables and patterns of dictionaries/grammar are read whole, and their errors are told."""

import re
from pathlib import Path

import pytest

from textmine import resources
from textmine.errors import LexiconError
from textmine.words import grammar as module
from textmine.words.grammar import read_grammar
from textmine.words.mecab import Morpheme

BUILT_IN = {"forced", "unknown"}


def test_every_class_of_the_patterns_is_known_to_a_table() -> None:
    """A misspelt class would match nothing, silently."""
    text = (resources.folder("dictionaries") / "grammar" / "patterns.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    first, last = lines.index("[groups]") + 1, lines.index("[pieces]")
    groups = dict(line.split(" = ", 1) for line in lines[first:last] if line)
    named = set(re.findall(r"<(\w+)>", "\n".join(lines)))
    named |= {name for value in groups.values() for name in value.split()}
    known = BUILT_IN | set(read_grammar("unidic").pos) | set(read_grammar("ipadic").pos)
    assert named - set(groups) - known == set()


def test_every_class_of_a_group_is_a_class_not_a_group() -> None:
    """Groups do not hold groups."""
    grammar = read_grammar("unidic")
    for name, classes in grammar.groups.items():
        assert all(grammar.groups[kind] == (kind,) for kind in classes), name


@pytest.mark.parametrize("name", ["unidic", "ipadic"])
def test_each_class_has_one_part_of_speech(name: str) -> None:
    """Rows of one class that differ in it would make the table depend on their order."""
    text = (resources.folder("dictionaries") / "grammar" / f"{name}.tsv").read_text("utf-8")
    pos: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, shown, *_ = line.split("\t")
            assert pos.setdefault(kind, shown) == shown, line


@pytest.mark.parametrize("name", ["unidic", "ipadic"])
def test_no_row_hides_behind_an_earlier_one(name: str) -> None:
    """A row whose tag, bases and form an earlier row takes whole can never be reached."""
    for rows in read_grammar(name).rows.values():
        for index, (_, tag, *_, form) in enumerate(rows):
            for kind, earlier, *told, earlier_form in rows[:index]:
                hidden = not any(told) and tag.startswith(earlier) and form.startswith(earlier_form)
                assert not hidden, (kind, rows[index])


def morpheme(surface: str, tag: str, *, base: str = "", form: str = "", forced: bool = False) -> Morpheme:
    return Morpheme(surface, tag, "", form, base or surface, base or surface, "", "", False, forced)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (morpheme("従業", "名詞-普通名詞-サ変可能"), "noun_verbal"),
        (morpheme("駅", "名詞-普通名詞-一般"), "noun_one"),
        (morpheme("メール", "名詞-普通名詞-サ変可能"), "noun_loan"),
        (morpheme("Wi", "名詞-普通名詞-一般"), "latin"),
        (morpheme("A", "名詞-普通名詞-一般"), "latin_one"),
        (morpheme("なかっ", "助動詞", base="ない"), "neg_aux"),
        (morpheme("見直し", "動詞-一般", base="見直す", form="連用形-一般"), "verb_stem"),
        (morpheme("個人情報", "noun", forced=True), "forced"),
        (morpheme("？", "謎"), "unknown"),
    ],
)
def test_the_first_row_that_fits_gives_the_class(given: Morpheme, expected: str) -> None:
    """By tag, base, form, or the kind of surface."""
    assert read_grammar("unidic").class_of(given) == expected


@pytest.mark.parametrize(
    ("table", "patterns", "message"),
    [
        ("noun\tnoun\t名詞\t*\n", "", "t.tsv, line 1: 5 columns are needed"),
        ("", "[groups]\n[nonsense]\n", r"patterns.txt, line 2: no section \[nonsense\]"),
        ("", "# comment\nstem = noun\n", "patterns.txt, line 2: name = pattern is needed"),
        ("", "[word]\n\nbroken = <noun> (\n", "patterns.txt, line 3: "),
        ("", "[word]\none = <noun>{piece}\n", "patterns.txt, line 2: no piece {piece}"),
    ],
)
def test_an_error_names_file_line_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, patterns: str, message: str
) -> None:
    """What can't be used is told where it stands."""
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "t.tsv").write_text(table, "utf-8")
    (tmp_path / "grammar" / "patterns.txt").write_text(patterns, "utf-8")
    monkeypatch.setattr(module, "folder", lambda name: tmp_path)
    with pytest.raises(LexiconError, match=message):
        read_grammar.__wrapped__("t")
