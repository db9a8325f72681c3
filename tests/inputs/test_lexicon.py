"""read_lexicon: the bundled word lists, the user's on top, and what is wrong with a line."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import fugashi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import examples
from textmine import resources
from textmine.errors import LexiconError
from textmine.inputs import lexicon as module
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.normalize import normalize
from textmine.texts.messages import japanese, message


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return folder


def refused(folder: Path) -> LexiconError:
    with pytest.raises(LexiconError) as caught:
        read_lexicon(folder)
    assert message(caught.value, "ja") != str(caught.value)
    return caught.value


@pytest.fixture(scope="module")
def bundled() -> Lexicon:
    return read_lexicon()


class TestBundled:
    """What ships with textmine."""

    def test_function_words_are_stopped_and_content_words_are_not(self, bundled: Lexicon) -> None:
        """What the design calls function words and vague words is stopped; what reports want is not."""
        stopped = "こと もの ため よう ところ する なる いる ある できる 出来る 思う 感じる 行く 来る しまう"
        stopped += " すぎる くれる もらう もらえる 少し もう もっと あまり 特に お願い 宜しい ありがとう なし"
        kept = "意識 向上 効果 情報 対策 社員 取引 良い 欲しい わかる 難しい 多い ない 無い 大変 駐車 風"
        assert [word for word in stopped.split() if word not in bundled.stopwords] == []
        assert [word for word in kept.split() if word in bundled.stopwords] == []

    def test_no_word_is_stopped_and_forced_or_shown_at_once(self, bundled: Lexicon) -> None:
        """A word that is put together or shown for a group is not at the same time taken away."""
        wanted = {entry.word for entry in bundled.compounds} | set(bundled.synonyms.values())
        assert wanted & bundled.stopwords <= {"皆さん", "みなさん", "皆様"}

    def test_forced_words_are_needed(self, bundled: Lexicon) -> None:
        """unidic-lite cuts each of them somewhere."""
        tagger = fugashi.Tagger()
        for entry in bundled.compounds:
            frames = (f"この{entry.word}が", entry.word, f"とても{entry.word}で")
            cut = any(entry.word not in [node.surface for node in tagger(frame)] for frame in frames)
            assert cut, entry

    def test_no_forced_word_hides_a_longer_one(self, bundled: Lexicon) -> None:
        """The earlier line wins where two overlap, so a longer word comes before one inside it."""
        words = [entry.word for entry in bundled.compounds]
        for place, word in enumerate(words):
            assert not [shorter for shorter in words[:place] if shorter in word and shorter != word], word

    def test_every_string_is_normalised(self, bundled: Lexicon) -> None:
        """The lists meet text that is normalised, so they must be too."""
        words = [entry.word for entry in bundled.compounds]
        words += [*bundled.synonyms, *bundled.synonyms.values(), *bundled.stopwords]
        assert [word for word in words if normalize(word) != word] == []

    def test_patterns_would_be_taken_from_a_user(self, tmp_path: Path, bundled: Lexicon) -> None:
        """Each of ours compiles, which is not tried anew each time they are read."""
        shutil.copy(resources.folder("stopwords") / "nonanswers.txt", tmp_path)
        assert read_lexicon(tmp_path).nonanswers == bundled.nonanswers

    def test_synonyms_lead_straight_to_the_word_shown(self, bundled: Lexicon) -> None:
        """No word that is shown is a variant of another."""
        assert not set(bundled.synonyms.values()) & set(bundled.synonyms)
        assert bundled.synonyms["セキュリテイ"] == "セキュリティ"
        assert bundled.synonyms["HP"] == "ホームページ"

    def test_files_are_recorded_without_the_place_of_the_installation(self, bundled: Lexicon) -> None:
        """A run on another machine records the same names and sums."""
        assert "dictionaries/compounds.txt" in bundled.files
        assert "stopwords/nonanswers.txt" in bundled.files
        assert all(len(sha256) == 64 for sha256 in bundled.files.values())

    def test_the_readmes_describe_every_file(self) -> None:
        """A file that ships is named in its folder's README."""
        for name in ("dictionaries", "stopwords"):
            readme = (resources.folder(name) / "README.md").read_text("utf-8")
            for path in resources.folder(name).glob("*.txt"):
                assert path.name in readme


class TestOwnFolder:
    """The user's lists on top of the bundled ones."""

    def test_adds_to_the_bundled(self, tmp_path: Path, bundled: Lexicon) -> None:
        """Files with names of their own add; the user's forced words come first."""
        write(
            tmp_path,
            "dictionaries/compounds_own.txt",
            "# ours\n情報処理推進機構\tproper_noun\n働き方\tnoun\tハタラキカタ\n",
        )
        write(tmp_path, "dictionaries/synonyms_own.txt", "パソコン、ＰＣ、ﾊﾟｰｿﾅﾙｺﾝﾋﾟｭｰﾀ\n")
        write(tmp_path, "stopwords/ours.txt", "弊社\n")
        lexicon = read_lexicon(tmp_path)
        assert lexicon.compounds[:2] == (
            ForcedWord("情報処理推進機構", "proper_noun"),
            ForcedWord("働き方", "noun", "ハタラキカタ"),
        )
        assert len(lexicon.compounds) == len(bundled.compounds) + 1
        assert lexicon.synonyms["PC"] == lexicon.synonyms["パーソナルコンピュータ"] == "パソコン"
        assert lexicon.stopwords == bundled.stopwords | {"弊社"}
        assert lexicon.nonanswers == bundled.nonanswers
        assert str(tmp_path / "stopwords" / "ours.txt") in lexicon.files

    def test_replaces_a_bundled_file_of_the_same_name(self, tmp_path: Path, bundled: Lexicon) -> None:
        """A file named like a bundled one takes its place, and the others stay."""
        write(tmp_path, "stopwords/vague.txt", "思う\n")
        lexicon = read_lexicon(tmp_path)
        assert (
            "思う" in lexicon.stopwords and "感じる" not in lexicon.stopwords and "こと" in lexicon.stopwords
        )
        assert "stopwords/vague.txt" not in lexicon.files

    def test_flat_folder(self, tmp_path: Path) -> None:
        """The files may lie in the folder itself; their names say what is in them."""
        write(tmp_path, "compounds.txt", "終活\n")
        write(tmp_path, "stopwords_own.txt", "弊社\n")
        write(tmp_path, "courtesy.txt", "敬具\n")
        write(tmp_path, "README.txt", "notes\n")
        write(tmp_path, "notes.md", "notes\n")
        lexicon = read_lexicon(tmp_path)
        assert lexicon.compounds == (ForcedWord("終活"),)
        assert {"弊社", "敬具"} <= lexicon.stopwords and "お願い" not in lexicon.stopwords

    def test_the_stopwords_folder_itself(self, tmp_path: Path) -> None:
        """A folder called stopwords is taken for one."""
        write(tmp_path, "stopwords/ours.txt", "弊社\n")
        assert "弊社" in read_lexicon(tmp_path / "stopwords").stopwords

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
    def test_khcoder_files_work_unchanged(self, tmp_path: Path, encoding: str) -> None:
        """One word a line with Windows line ends, in any encoding that KH Coder's users have."""
        write(
            tmp_path, "dictionaries/compounds.txt", "お嬢さん\r\n奥さん\r\n奥さん\r\n\r\nＩＰＡ\r\n", encoding
        )
        write(tmp_path, "stopwords/words_not_used.txt", "---cell---\r\n一人\r\n", encoding)
        lexicon = read_lexicon(tmp_path)
        assert [entry.word for entry in lexicon.compounds] == ["お嬢さん", "奥さん", "IPA"]
        assert {"---cell---", "一人"} <= lexicon.stopwords

    def test_a_word_may_begin_with_a_hash(self, tmp_path: Path) -> None:
        """A backslash before # makes it a letter."""
        write(tmp_path, "compounds.txt", "#タグ\n\\#福井\n")
        assert read_lexicon(tmp_path).compounds == (ForcedWord("#福井"),)

    @pytest.mark.parametrize("separator", ["\t", ",", "、", "，", " 、 "])
    def test_separators_of_synonyms(self, tmp_path: Path, separator: str) -> None:
        """A comma, a tab or 、 between, so that a sheet saved as text will do."""
        write(tmp_path, "synonyms.txt", separator.join(["従業員", "従業者", "スタッフ"]) + "\n")
        assert read_lexicon(tmp_path).synonyms == {"従業者": "従業員", "スタッフ": "従業員"}

    def test_own_synonyms_win(self, tmp_path: Path) -> None:
        """A word that the user's groups use keeps the user's meaning; bundled variants follow it."""
        write(tmp_path, "synonyms_own.txt", "ウェブサイト、ホームページ\nＷｅｂ、ウェブ\n")
        synonyms = read_lexicon(tmp_path).synonyms
        assert synonyms["ホームページ"] == synonyms["HP"] == "ウェブサイト"
        assert synonyms["ウェブ"] == synonyms["ウエブ"] == "Web"
        assert "Web" not in synonyms
        assert not set(synonyms.values()) & set(synonyms)

    def test_own_nonanswers_add(self, tmp_path: Path, bundled: Lexicon) -> None:
        """nonanswers_own.txt adds patterns to the bundled ones, written in any width."""
        write(tmp_path, "nonanswers_own.txt", "[parts]\n印 = （済｜未）\n[none]\n{印}マーク ?のみ\n")
        patterns = read_lexicon(tmp_path).nonanswers["none"]
        assert "(?:(済|未))マーク?のみ" in patterns
        assert set(bundled.nonanswers["none"]) < set(patterns)


class TestRefused:
    """A line that can't be used: file, line and reason."""

    @pytest.mark.parametrize(
        ("name", "text", "line", "reason"),
        [
            ("synonyms.txt", "A、B\nC、、D\n", 2, "empty entry"),
            ("synonyms.txt", "A、B、\n", 1, "empty entry"),
            ("synonyms.txt", "# one\nA\n", 2, "stands alone"),
            ("synonyms.txt", "A、B\nC、B\n", 2, "variant of 'C' here and of 'A'"),
            ("synonyms.txt", "A、B\nB、A\n", 2, "'B' is shown here but counted as 'A'"),
            ("synonyms.txt", "A、B\nC、A\n", 2, "'A' is a variant here but the word shown"),
            ("synonyms.txt", "A、B\nB、C\n", 2, "'B' is shown here but counted as 'A'"),
            ("compounds.txt", "A\tnoun\tア\t4\n", 1, "4 columns"),
            ("compounds.txt", "A\tnuon\n", 1, "'nuon' is no part of speech"),
            ("compounds.txt", "A\n\tnoun\n", 2, "no word before the tab"),
            ("nonanswers.txt", "なし\n", 1, "before the first section"),
            ("nonanswers.txt", "[none]\nなし\n[nnoe]\n", 3, "no section named [nnoe]"),
            ("nonanswers.txt", "[none]\n{無い}\n", 2, "no part named {無い}"),
            ("nonanswers.txt", "[parts]\nなし\n", 2, "name = pattern"),
            ("nonanswers.txt", "[none]\n(なし\n", 2, "not a pattern"),
            ("nonanswers.txt", "[none]\n(な+)*し\n", 2, "take for ever"),
            ("nonanswers.txt", "[none]\n(な|し){2,}\n", 2, "take for ever"),
        ],
    )
    def test_a_bad_line(self, tmp_path: Path, name: str, text: str, line: int, reason: str) -> None:
        """Each kind of mistake is told with its line and what is wrong."""
        error = refused(write(tmp_path, name, text))
        assert f"{name}, line {line}" in str(error)
        assert reason in str(error)

    def test_a_variant_in_two_files(self, tmp_path: Path) -> None:
        """The other file is named too."""
        write(tmp_path, "synonyms.txt", "A、B\n")
        error = refused(write(tmp_path, "synonyms_b.txt", "C、B\n"))
        assert "synonyms_b.txt, line 1" in str(error) and "synonyms.txt, line 1" in str(error)

    def test_a_name_that_says_nothing(self, tmp_path: Path) -> None:
        """A misspelt file name is not silently passed over."""
        assert "begin it with compounds" in str(refused(write(tmp_path, "dictionaries/compund.txt", "A\n")))

    def test_no_folder(self, tmp_path: Path) -> None:
        """A folder that is not there, or holds no list, is an error."""
        assert "there is no folder" in str(refused(tmp_path / "nowhere"))
        assert "no word lists" in str(refused(tmp_path))

    def test_no_text(self, tmp_path: Path) -> None:
        """A file that is no text is refused as a lexicon's error."""
        (tmp_path / "compounds.txt").write_bytes(b"%PDF-1.7 \x00\x01")
        assert "compounds.txt" in str(refused(tmp_path))

    @examples(80)
    @given(
        text=st.text(max_size=60), name=st.sampled_from(["compounds", "synonyms", "stopwords", "nonanswers"])
    )
    def test_any_text_is_read_or_refused(
        self, tmp_path_factory: pytest.TempPathFactory, text: str, name: str
    ) -> None:
        """No text in a list brings down the program with anything but a LexiconError."""
        folder = tmp_path_factory.mktemp("lexicon")
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8", "replace"))
        try:
            read_lexicon(folder)
        except LexiconError as error:
            assert message(error, "ja")


def test_every_error_has_its_japanese() -> None:
    """Each template raised in the module has a translation."""
    calls = [
        node
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    names = ("LexiconError", "error", "clash")
    raised = [
        call.args[0] for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in names
    ]
    templates = [node.value for node in raised if isinstance(node, ast.Constant)]
    assert len(templates) > 10
    assert [template for template in templates if template not in japanese("errors")] == []


@pytest.mark.parametrize(
    "pattern", ["あ{99999999999}", "あ{4294967295}い{", "[[:あ:]]", "(" * 3000, "(?<=あ*)い", "あ(?i)い"]
)
def test_a_pattern_of_non_answers_that_is_none_is_one_sentence(tmp_path: Path, pattern: str) -> None:
    """Numbers beyond every limit too; and no warning of Python's reaches the terminal."""
    error = refused(write(tmp_path, "nonanswers_own.txt", f"[none]\n特になし\n{pattern}\n"))
    assert "line 3" in str(error)


def test_other_texts_may_lie_beside_the_folders(tmp_path: Path) -> None:
    """A project holds its lists and the survey; alone in a folder, a name that says nothing is an error."""
    (tmp_path / "survey.txt").write_text("回答\n", encoding="utf-8")
    with pytest.raises(LexiconError):
        read_lexicon(tmp_path)
    (tmp_path / "stopwords").mkdir()
    (tmp_path / "stopwords" / "own.txt").write_text("意識\n", encoding="utf-8")
    assert "意識" in read_lexicon(tmp_path).stopwords
