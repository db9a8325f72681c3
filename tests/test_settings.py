"""textmine.settings: the TOML file and the errors about it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import SettingsError
from textmine.settings import (
    DEFAULTS,
    PATHS,
    SECTIONS,
    Settings,
    change,
    codebook_of,
    kind_of,
    parse_settings,
)
from textmine.settingsfile import read_settings, write_settings
from textmine.texts.messages import message, translate

BOUNDS = ("gt", "ge", "lt", "le")
FIELDS = [(section, setting) for section, model in SECTIONS.items() for setting in model.model_fields]


def values_of(section: str, setting: str) -> st.SearchStrategy[object]:
    """Values that a setting may have, from its own annotation and bounds."""
    field = SECTIONS[section].model_fields[setting]
    text = st.text(min_size=1, max_size=12)
    limits = {bound: limit for bound in BOUNDS for limit in field.metadata if hasattr(limit, bound)}
    least = max((getattr(limits[bound], bound) for bound in ("gt", "ge") if bound in limits), default=-1000)
    most = min(
        (getattr(limits[bound], bound) for bound in ("lt", "le") if bound in limits), default=least + 10**6
    )
    kinds: dict[str, st.SearchStrategy[object]] = {
        "choice": st.sampled_from(get_args(field.annotation) or (None,)),
        "text": text,
        "texts": st.lists(text, max_size=3).map(tuple),
        "named": st.dictionaries(text, text, max_size=3),
        "flag": st.booleans(),
        "number": st.integers(int(least), int(most)),
        "fraction": st.floats(least, most, exclude_min="gt" in limits, exclude_max="lt" in limits),
    }
    values = kinds[kind_of(field)]
    return st.none() | values if field.default is None else values


@st.composite
def studies(draw: st.DrawFn) -> Settings:
    tree: dict[str, dict[str, object]] = {section: {} for section in SECTIONS}
    for section, setting in draw(st.lists(st.sampled_from(FIELDS), unique=True)):
        tree[section][setting] = draw(values_of(section, setting))
    return parse_settings(tree)


def write(folder: Path, text: str) -> Path:
    path = folder / "textmine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@given(settings=studies(), lang=st.sampled_from(["ja", "en"]), comment=st.text())
def test_what_is_written_reads_back_as_the_same_settings(settings: Settings, lang: str, comment: str) -> None:
    """Any settings survive the way through TOML, whatever the text in them and in the comments."""
    text = write_settings(settings, {"survey": [comment], "survey.questions": [comment]}, lang=lang)
    assert parse_settings(tomllib.loads(text)) == settings


def test_the_file_shows_every_setting_below_its_description_in_both_languages() -> None:
    for lang in ("ja", "en"):
        lines = write_settings(DEFAULTS, lang=lang).splitlines()
        for section, setting in FIELDS:
            described = SECTIONS[section].model_fields[setting].description
            assert described, f"{section}.{setting} has no description"
            wanted = translate(described, lang)
            assert lang == "en" or wanted != described
            above = [
                lines[place - 1]
                for place, line in enumerate(lines)
                if line.split(" =")[0].strip("# ") == setting
            ]
            assert any(line.startswith(f"# {wanted}") for line in above), f"{section}.{setting} in {lang}"


def test_no_setting_that_may_be_unset_is_set_by_default() -> None:
    """An unset setting is left out of the file, so it must be unset when it is left out."""
    for section, setting in FIELDS:
        field = SECTIONS[section].model_fields[setting]
        if type(None) in get_args(field.annotation):
            assert field.default is None


def test_an_empty_file_is_all_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "\ufeff")  # even with the mark that Windows editors put there
    monkeypatch.chdir(tmp_path)
    assert read_settings("textmine.toml") == DEFAULTS


def test_paths_start_at_the_file(tmp_path: Path) -> None:
    """A study can be run from anywhere: its paths lie beside its file, absolute ones stay."""
    elsewhere = (tmp_path / "elsewhere" / "b.csv").as_posix()
    path = write(
        tmp_path,
        f'[survey]\nfiles = ["a.xlsx", "{elsewhere}"]\n[words]\ndictionary = "mine/unidic"\n'
        'lexicon = "words"\n[wordcloud]\nmask = "m.png"\nfont = "f.otf"\n[report]\nout = "results"\n',
    )
    settings = read_settings(path)
    assert settings.survey.files == (str(tmp_path / "a.xlsx"), str(Path(elsewhere)))
    assert settings.words.dictionary == str(tmp_path / "mine" / "unidic")
    assert settings.words.lexicon == str(tmp_path / "words")
    assert settings.wordcloud.mask == str(tmp_path / "m.png")
    assert settings.wordcloud.font == str(tmp_path / "f.otf")
    assert settings.report.out == str(tmp_path / "results")


def test_the_name_of_a_dictionary_is_no_path(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, '[words]\ndictionary = "ipadic"\n')).words.dictionary == "ipadic"


def test_every_path_is_a_setting() -> None:
    for key in PATHS:
        assert tuple(key.split(".")) in FIELDS


def test_empty_text_is_unset(tmp_path: Path) -> None:
    """TOML has no null: sheet = "" is how a person writes "none"."""
    assert read_settings(write(tmp_path, '[survey]\nsheet = ""\n')).survey.sheet is None


def test_change_leaves_alone_what_is_not_given() -> None:
    before = parse_settings({"survey": {"files": ["a.csv"], "sheet": "1"}})
    after = change(before, {"survey.files": (), "survey.sheet": None, "keywords.top": 7})
    assert after.survey == before.survey
    assert after.keywords.top == 7
    assert before.keywords.top == DEFAULTS.keywords.top


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("[keyword]", "'keyword'; did you mean 'keywords'", "keywords のことですか"),
        ("[keywords]\nminimun = 3", "did you mean 'keywords.minimum'", "keywords.minimum のことですか"),
        ("[keywords]\nheight = 3", "did you mean 'wordcloud.height'", "wordcloud.height のことですか"),
        ("top = 3", "did you mean 'keywords.top'", "keywords.top のことですか"),
        ("[zzz]", "there are: survey, words", "使えるのは survey, words"),
        ("[survey]\nzzz = 1", "there are: files, sheet", "使えるのは files, sheet"),
        (
            '[keywords]\nunit = "sentence"',
            "'sentence'; it is one of: expression, word, compound",
            "expression, word, compound のどれか",
        ),
        ("[keywords]\nminimum = 0", "0; it is a whole number of 1 or more", "1 以上の整数"),
        ('[wordcloud]\nseed = "a"', "it is a whole number", "整数にしてください"),
        ("[words]\nfragment_share = 2", "a number between 0.5 and 1", "0.5 と 1 の間の数"),
        ('[survey]\nfiles = "a.csv"', 'a list of texts, such as ["a", "b"]', '["a", "b"] のように'),
        ("[survey]\nfiles = [1]", "a list of texts", "文字列を並べて"),
        ("[survey]\nsheet = 1", "text in quotation marks", "引用符で囲んだ"),
        ("survey = 1", "written as [survey]", "一行に [survey]"),
        ("[survey]\nfiles = [", "not valid TOML", "TOML の書き方になっていません"),
        ("[report]\na b", "line 2", "2 行目"),
        (f"[wordcloud]\nseed = {'9' * 5000}", "not valid TOML", "TOML の書き方になっていません"),
        (f"[words]\npos = {'[' * 5000}", "not valid TOML", "TOML の書き方になっていません"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(
    tmp_path: Path, text: str, english: str, japanese: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert english in str(caught.value)
    assert japanese in message(caught.value, "ja")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="textmine init"):
        read_settings(tmp_path / "none.toml")
    (tmp_path / "cp932.toml").write_bytes("[survey]\nsheet = '回答'".encode("cp932"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(tmp_path / "cp932.toml")
    with pytest.raises(SettingsError, match="can't read"):
        read_settings(tmp_path)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        DEFAULTS.keywords.top = 3


def test_a_code_frame_may_be_named_or_stand_beside_the_file(tmp_path: Path) -> None:
    """A bundled frame keeps its name, a file lies beside the settings; one for all questions, or one each."""
    one = read_settings(write(tmp_path, '[codes]\ncodebook = "obstacles"\n'))
    assert one.codes.codebook == "obstacles"
    assert codebook_of(one.codes.codebook, "効果") == "obstacles"
    each = read_settings(write(tmp_path, '[codes]\ncodebook = { "障害" = "own.cod", "効果" = "effects" }\n'))
    assert codebook_of(each.codes.codebook, "障害") == str(tmp_path / "own.cod")
    assert codebook_of(each.codes.codebook, "効果") == "effects"
    assert codebook_of(each.codes.codebook, "その他") is None
    assert parse_settings(tomllib.loads(write_settings(each))) == each
