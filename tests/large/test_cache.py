"""textmine.large.cache: tokenised texts are found again by their content, and never anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from stat import S_IMODE

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import ipc

import textmine as tm
from textmine.inputs.lexicon import ForcedWord, read_lexicon
from textmine.inputs.survey import Survey
from textmine.large import cache, tokenizing
from textmine.large.cache import cached
from textmine.large.quick import tokenize
from textmine.large.texts import TokenizedTexts, tokenize_texts
from textmine.settings import DEFAULTS, WordSettings, change

TEXTS = pd.Series([f"意識の向上に{number}回取り組んだ" for number in range(8)])


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test, into which few texts go too."""
    monkeypatch.setenv("TEXTMINE_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "FEW", 1)
    return tmp_path / "tokens"


def files(place: Path) -> list[Path]:
    return sorted(place.glob("*")) if place.exists() else []


def same(one: TokenizedTexts, other: TokenizedTexts) -> bool:
    arrays = ("ids", "flags", "counts")
    return one.entries == other.entries and all(
        (getattr(one, name) == getattr(other, name)).all()
        and getattr(one, name).dtype == getattr(other, name).dtype
        for name in arrays
    )


@pytest.mark.parametrize("dictionary", ["unidic-lite", "ipadic"])
def test_the_second_time_nothing_is_tokenised(
    place: Path, monkeypatch: pytest.MonkeyPatch, dictionary: str
) -> None:
    """The file holds the same tokens, down to the types of its arrays."""
    task = (TEXTS, (), dictionary, 10)
    first = cached(task)
    assert len(files(place)) == 1
    monkeypatch.setattr(cache, "tokenize_texts", lambda *_: pytest.fail("tokenised again"))
    assert same(cached(task), first)


def test_anything_else_is_another_file(place: Path) -> None:
    """Other texts, another dictionary, other forced words; the same letters in other texts."""
    forced = (ForcedWord("向上に"),)
    tasks = [
        (TEXTS, (), "unidic-lite", 10),
        (TEXTS[:-1], (), "unidic-lite", 10),
        (pd.Series(["意識の向上", "に"]), (), "unidic-lite", 10),
        (pd.Series(["意識の", "向上に"]), (), "unidic-lite", 10),
        (TEXTS, forced, "unidic-lite", 10),
        (TEXTS, (), "ipadic", 10),
    ]
    found = [cached(task) for task in tasks]
    assert len(files(place)) == len(tasks)
    for task, one in zip(tasks, found, strict=True):
        assert same(cached(task), one)


@given(
    st.lists(st.text("あい a", max_size=3), max_size=5), st.lists(st.text("あい a", max_size=3), max_size=5)
)
def test_only_the_same_texts_have_one_key(one: list[str], other: list[str]) -> None:
    """However they are held: as a column, as a part of one, as objects, in several pieces."""

    def key(texts: pd.Series) -> bytes:
        return b"".join(cache.text_bytes(texts))

    first = key(pd.Series(one, dtype="str"))
    assert (first == key(pd.Series(other, dtype="str"))) == (one == other)
    whole = pd.Series([*other, *one, *other], dtype="str")
    assert key(whole.iloc[len(other) : len(other) + len(one)]) == first
    assert key(pd.Series(one, dtype=object)) == first
    assert key(pd.concat([pd.Series(one[:2], dtype="str"), pd.Series(one[2:], dtype="str")])) == first


def test_half_characters_are_tokenised_and_not_stored(place: Path) -> None:
    """They do not fit into a file; as objects a column may hold them."""
    texts = pd.Series(["意識の向上\ud800", "意識"], dtype=object)
    assert same(cached((texts, (), "unidic-lite", 10)), tokenize_texts(texts.tolist(), (), "unidic-lite"))
    assert files(place) == []


def test_another_program_tokenises_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached((TEXTS, (), "unidic-lite", 10))
    monkeypatch.setattr(cache, "program", lambda: "another")
    cached((TEXTS, (), "unidic-lite", 10))
    assert len(files(place)) == 2


@pytest.mark.parametrize("harm", [b"", b"PAR1", "truncated", "other"])
def test_a_damaged_file_is_tokenised_again(place: Path, harm: bytes | str) -> None:
    """An empty one, one truncated, one with another number of texts: none is trusted, and it is mended."""
    task = (TEXTS, (), "unidic-lite", 10)
    first = cached(task)
    (file,) = files(place)
    whole = file.read_bytes()
    if harm == "other":
        cached((TEXTS[:-1], (), "unidic-lite", 10))
        (other,) = set(files(place)) - {file}
        other.replace(file)
    else:
        file.write_bytes(whole[: len(whole) // 2] if isinstance(harm, str) else harm)
    assert same(cached(task), first)
    assert file.read_bytes() == whole


def test_no_flipped_bit_changes_a_token(place: Path) -> None:
    """Of 200 files one bit is another, the end is missing, or more follows: all are tokenised again."""
    task = (TEXTS, (), "unidic-lite", 10)
    first = cached(task)
    (file,) = files(place)
    whole = file.read_bytes()
    random = Random(1)
    for number in range(200):
        damaged = bytearray(whole)
        if number % 4:
            damaged[random.randrange(len(whole))] ^= 1 << random.randrange(8)
        elif number % 8:
            del damaged[random.randrange(len(whole)) :]
        else:
            damaged += random.randbytes(random.randrange(1, 100))
        file.write_bytes(damaged)
        assert same(cached(task), first)
        assert file.read_bytes() == whole


def test_a_file_with_a_good_checksum_and_no_tokens_is_a_miss(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is in it: an Arrow file of something else, or nothing."""
    task = (TEXTS, (), "unidic-lite", 10)
    first = cached(task)
    (file,) = files(place)
    whole = file.read_bytes()
    other = pa.BufferOutputStream()
    with ipc.new_file(other, pa.schema({"counts": pa.int32()})) as opened:
        opened.write_table(pa.table({"counts": pa.array([1], pa.int32())}))
    for body in (b"", b"ARROW1", other.getvalue().to_pybytes()):
        file.write_bytes(sha256(file.name.encode() + body).digest() + body)
        assert same(cached(task), first)
        assert file.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_can_read_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the umask, and also where an earlier version made the folder for everybody."""
    deep = tmp_path / "home" / "cache"
    monkeypatch.setenv("TEXTMINE_CACHE", str(deep))
    task = (TEXTS, (), "unidic-lite", 10)
    before = os.umask(0)
    try:
        cached(task)
    finally:
        os.umask(before)
    (file,) = files(deep / "tokens")
    assert {S_IMODE(each.stat().st_mode) for each in (deep.parent, deep, deep / "tokens")} == {0o700}
    assert S_IMODE(file.stat().st_mode) == 0o600
    (deep / "tokens").chmod(0o755)
    cached((TEXTS[:-1], (), "unidic-lite", 10))
    assert S_IMODE((deep / "tokens").stat().st_mode) == 0o700


def test_what_a_killed_process_left_goes(place: Path) -> None:
    place.mkdir()
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    (place / f".0a1b-{process.pid}-0a1b2c3d-0.new").write_bytes(b"half a file")
    cached((TEXTS, (), "unidic-lite", 10))
    assert len(files(place)) == 1 and files(place)[0].suffix == cache.SUFFIX


def test_nothing_of_the_unmasked_is_kept(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a masked study only the texts without names and addresses are tokenised with the cache."""
    monkeypatch.setattr(tokenizing, "LARGE", 1)
    survey = tmp_path / "survey.csv"
    rows = [f"{number},担当の山田太郎さんに電話した。連絡先は090-1234-{number:04}です" for number in range(8)]
    survey.write_text("番号,意見\n" + "\n".join(rows), encoding="utf-8")
    changes = {"survey.files": (str(survey),), "survey.questions": ("意見",), "report.mask": True}
    corpus = tm.Study(change(DEFAULTS, changes)).corpus("意見")
    assert "090" not in "".join(corpus.answers["text"])
    (file,) = files(place)
    body = pa.py_buffer(file.read_bytes()[32:])
    with ipc.open_file(body) as opened:
        held = "".join(opened.read_all()["entries"][0].as_py())
    assert "電話" in held and "山田" not in held and "1234" not in held


def test_the_owner_is_told_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.begun() is None
    cached((TEXTS, (), "unidic-lite", 10))
    assert cache.begun() == place
    cache.told("ここには語に分けた回答があります")
    cached((TEXTS[:-1], (), "unidic-lite", 10))
    assert cache.begun() is None and len(files(place)) == 3


def test_the_cache_stays_below_its_size(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not used for longest goes first."""
    one, two, three = ((TEXTS[:n], (), "unidic-lite", 10) for n in (3, 4, 5))
    cached(one)
    cached(two)
    first = {file.name for file in files(place)}
    for file in files(place):
        os.utime(file, (1, 1))  # long ago
    cached(one)  # used again
    size = sum(file.stat().st_size for file in files(place))
    trim = cache.trim
    monkeypatch.setattr(cache, "trim", lambda folder, _: trim(folder, size + 1500))
    cached(three)
    left = {file.name for file in files(place)}
    assert len(left) == 2
    monkeypatch.setattr(cache, "tokenize_texts", lambda *_: pytest.fail("tokenised again"))
    cached(one)
    assert len(left & first) == 1


def test_no_cache_and_few_texts_leave_no_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached((TEXTS, (), "unidic-lite", 0))
    monkeypatch.setattr(cache, "FEW", 1000)
    cached((TEXTS, (), "unidic-lite", 10))
    assert files(place) == []


def test_a_folder_that_can_not_be_written_is_no_error(place: Path) -> None:
    place.write_text("a file where the folder should be")
    assert len(cached((TEXTS, (), "unidic-lite", 10)).counts) == len(TEXTS)


def test_a_changed_stop_word_uses_the_cache(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the counting is done again, and the table is the one that a run without a cache gives."""
    answers = pd.DataFrame(
        {
            "answer": range(len(TEXTS)),
            "respondent": [str(number) for number in range(len(TEXTS))],
            "question": "効果",
            "item": "",
            "text": TEXTS,
            "kind": "substantive",
        }
    )
    lexicon = read_lexicon()
    settings: WordSettings = DEFAULTS.words
    tokenize(Survey(answers), lexicon, settings=settings)
    stopped = type(lexicon)(**{**vars(lexicon), "stopwords": frozenset({*lexicon.stopwords, "意識"})})
    without = change(DEFAULTS, {"words.cache": 0}).words
    fresh = tm.keywords(tokenize(Survey(answers), stopped, settings=without))
    monkeypatch.setattr(cache, "tokenize_texts", lambda *_: pytest.fail("tokenised again"))
    again = tm.keywords(tokenize(Survey(answers), stopped, settings=settings))
    pd.testing.assert_frame_equal(again, fresh)
    assert "意識" not in set(again["word"])
