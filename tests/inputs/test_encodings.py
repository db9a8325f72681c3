"""What encoding a file is found to be in, and what is said of one that is no text."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import SurveyError
from textmine.inputs.encodings import MAGIC, decode, kind_of, plausibility

SENTENCES = (
    "情報セキュリティの意識が高まった。",
    "費用がかかるため、対策が難しい",
    "東京都港区の中小企業です（従業員10名）",
    "カタカナのヒョウキとﾊﾝｶｸｶﾅが混ざる",
    "特になし",
)
TABLE = "企業番号,業種,効果\n" + "\n".join(f"{n},製造業,{text}" for n, text in enumerate(SENTENCES * 4, 1))


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("euc_jp", "euc_jp"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_finds_the_encoding(codec: str, name: str) -> None:
    """A table in each encoding decodes to the same text, and the encoding is named."""
    found = decode(TABLE.encode(codec))
    assert (found.text, found.encoding, found.nuls, found.replaced) == (TABLE, name, 0, 0)


def test_finds_iso_2022_jp_with_what_python_refuses() -> None:
    """ISO-2022-JP is found, also with half-width kana and Windows' ① and ㈱, which Python's codec lacks."""
    plain = TABLE.replace("ﾊﾝｶｸｶﾅ", "半角")
    assert decode(plain.encode("iso2022_jp")).text == plain
    assert decode(b"\x1b$B-!-j\x1b(B,\x1b(I6J\x1b(B").text == "①㈱,ｶﾊ"
    assert decode("対策".encode("iso2022_jp")).encoding == "iso-2022-jp"


def test_windows_euc_jp() -> None:
    """① in EUC-JP as Windows writes it does not make the file unreadable."""
    assert (
        decode("対策は".encode("euc_jp") + b"\xad\xa1" + "のとおり".encode("euc_jp")).text
        == "対策は①のとおり"
    )


@pytest.mark.parametrize("sentence", SENTENCES[:3])
@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_tells_cp932_from_euc_jp_in_one_sentence(sentence: str, codec: str) -> None:
    """Both codecs decode much of each other's text; one sentence is enough to tell."""
    assert decode(sentence.encode(codec)).encoding == codec


def test_cp932_with_half_width_kana_only() -> None:
    """Half-width kana in cp932 are valid EUC-JP for rare kanji; they stay kana."""
    assert decode("ﾃﾞｰﾀ,ｾｷｭﾘﾃｨ,ｱﾝｹｰﾄ".encode("cp932")).text == "ﾃﾞｰﾀ,ｾｷｭﾘﾃｨ,ｱﾝｹｰﾄ"


def test_mixed_encodings_name_both_lines() -> None:
    """A file glued together from two encodings is refused, naming a line of each, never read as garbage."""
    lines = [text.encode() for text in SENTENCES]
    lines[3] = SENTENCES[3].encode("cp932")
    with pytest.raises(SurveyError, match=r"a\.csv mixes encodings: line 1 is UTF-8 but line 4 is cp932"):
        decode(b"\n".join(lines), "a.csv")


def test_damaged_utf8_names_the_line_and_can_be_read_when_told() -> None:
    """One bad byte is refused by guess, and replaced and counted where the user names the encoding."""
    data = TABLE.encode().replace("費用".encode(), b"\xe8\xb2\x7f", 1)
    with pytest.raises(SurveyError, match="line 3"):
        decode(data, "a.csv")
    found = decode(data, "a.csv", encoding="utf-8")
    assert found.replaced >= 1
    assert found.line == 3
    assert "\ufffd" in found.text


def test_cut_cp932_names_the_line() -> None:
    """Text that an old system cut inside a character is said to be cp932, with the line."""
    lines = TABLE.encode("cp932").split(b"\n")
    lines[5] = lines[5][:-1]
    with pytest.raises(SurveyError, match="is cp932, but line 6"):
        decode(b"\n".join(lines), "a.csv")


def test_named_encoding_that_does_not_fit() -> None:
    """An encoding that the user names and that is not the file's is refused, not read as �."""
    with pytest.raises(SurveyError, match="is not in utf-8"):
        decode(TABLE.encode("cp932"), "a.csv", encoding="utf-8")
    for name in ("klingon", "base64", "rot13", "undefined", "a\0b"):
        with pytest.raises(SurveyError, match="no encoding is called"):
            decode("対策".encode(), encoding=name)


def test_shift_jis_is_read_as_cp932() -> None:
    """People say Shift_JIS and mean Windows' superset with ① in it."""
    assert decode("①対策".encode("cp932"), encoding="Shift_JIS").text == "①対策"
    assert decode("対策".encode("utf-8-sig"), encoding="utf-8").text == "対策"


def test_nuls_are_removed_and_counted() -> None:
    """A NUL in text would cut off what follows at the tokeniser."""
    found = decode(TABLE.replace("効果", "効\0果").encode())
    assert (found.nuls, "\0" in found.text) == (1, False)


@pytest.mark.parametrize(("offset", "magic", "kind"), MAGIC)
def test_names_what_a_binary_file_is(offset: int, magic: bytes, kind: str) -> None:
    """A PDF, a picture or an archive renamed to .csv is called by its name."""
    with pytest.raises(SurveyError) as caught:
        decode(b"\0" * offset + magic + bytes(range(256)), "a.csv")
    assert kind in str(caught.value)


def test_names_what_a_zip_holds() -> None:
    """A workbook and a Word document are ZIP archives, but not called that."""
    for inside, kind in [("xl/workbook.xml", "an Excel workbook"), ("word/document.xml", "a Word document")]:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(inside, "x")
        assert kind_of(buffer.getvalue()) == kind
    assert kind_of(b"PK\x03\x04 broken") == "a ZIP archive"
    assert kind_of(b"<!DOCTYPE html><html>") == "a web page (HTML)"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cn"])))
def test_utf8_always_comes_back(text: str) -> None:
    """Whatever people type comes back unchanged from UTF-8, unless it is no text to begin with."""
    if kind_of(text.encode()):
        return
    assert decode(text.encode()).text == text.replace("\0", "")


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    """Bytes either become text or are refused in a sentence; no other exception."""
    try:
        assert isinstance(decode(data, "a.csv").text, str)
    except SurveyError as error:
        assert "a.csv" in str(error)


def test_plausibility_orders_readings() -> None:
    """The right reading of a sentence looks more like Japanese than the wrong ones."""
    text = SENTENCES[0]
    wrong = text.encode("euc_jp").decode("cp932", errors="replace")
    assert plausibility(text) > 0.9 > plausibility(wrong)
    assert plausibility("abc") == 1.0


@pytest.mark.parametrize(
    "name",
    [
        "idna",
        "punycode",
        "unicode_escape",
        "raw-unicode-escape",
        "undefined",
        "rot13",
        "zlib",
        "hex",
        "",
        "日本",
    ],
)
@pytest.mark.parametrize(
    "data", ["ID,意見\n1,費用".encode(), b"ID,a\n1,b", b"", b"1,xn--\n", bytes(range(256))]
)
def test_what_python_calls_an_encoding_and_no_file_is_in(name: str, data: bytes) -> None:
    """One sentence that names what may be given, whatever is in the file."""
    with pytest.raises(SurveyError):
        decode(data, "survey.csv", encoding=name)


@pytest.mark.parametrize(
    "name", ["utf-8", "cp932", "euc_jp", "shift_jis", "utf-7", "hz", "gb18030", "mac_roman"]
)
def test_encodings_of_files_are_read(name: str) -> None:
    assert decode(b"ID,a\n1,b", encoding=name).text == "ID,a\n1,b"
