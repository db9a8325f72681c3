"""Finds postal codes and addresses down to a house number, by their form.

A prefecture, a municipality or a part of a town alone is no address: many live there. What follows it is:
丁目, 番地 and 号 with numbers in any digits; 3-17-1; a number after a part of a town (大手町488, 御池上る
上本能寺前町488); the room of a house.
"""

from __future__ import annotations

import re

from textmine.privacy.spans import Matches, any_of

_PREFECTURES = any_of("prefectures")
_KANJI = "一-鿿々ヶケヵ"
_KANA_TOWNS = any_of("kana_municipalities")
_HYPHEN = "[-ー―の]"
_NUMERAL = "[0-9〇一二三四五六七八九十百]{1,4}"
_TOWN = f"(?:(?:[{_KANJI}]{{1,5}}郡)?(?:[{_KANJI}]{{1,6}}?|{_KANA_TOWNS})[市区町村])"
_PLACE = f"(?:(?:{_PREFECTURES}) ?(?:{_TOWN} ?){{0,3}}|(?:{_TOWN} ?){{1,3}})"
_BLOCK = (  # 3丁目17番1号, 3丁目17-1
    rf"{_NUMERAL} ?丁目(?:[の ]?{_NUMERAL} ?(?:番地?|{_HYPHEN})"
    rf"(?: ?(?:の ?)?{_NUMERAL}(?:{_HYPHEN}{_NUMERAL}){{0,2}})?(?: ?号)?| ?\d{{1,4}})?"
)
_LAND = r"(?:\d{1,5} ?番地(?![下上元味域方区図球震価])|[〇一二三四五六七八九十百]{1,6}番地(?![一-鿿]))"
_LAND += rf"(?: ?(?:の|{_HYPHEN}) ?{_NUMERAL}|\d{{1,4}}(?!\d))?(?: ?号)?"
_HOUSE = rf"{_NUMERAL} ?番 ?{_NUMERAL} ?号(?!車|線|館|室|機|店)"
_FLAT = r"(?:\d{1,2} ?(?:号棟|棟) ?)?(?:\d{2,4} ?号?室|\d{2,4}号(?![車線館])|B?\d{1,2}階|#\d{2,4})"
_HOUSES = any_of("houses")
_NAME_OF_HOUSE = r"[一-鿿々ぁ-んァ-ヶーA-Za-z0-9・.']"
_ROOM = (
    rf"(?: ?{_NAME_OF_HOUSE}{{0,20}}? ?{_FLAT}"
    rf"| ?{_NAME_OF_HOUSE}{{0,12}}?{_HOUSES}{_NAME_OF_HOUSE}{{0,12}}? ?[A-Z]?-?\d{{3,4}}(?![\d年人名円]))?"
)
_UNIT = re.compile(f" ?{any_of('units')}")
_YEARS = re.compile(r"(?:19|20)\d\d")
_END = r"(?=$|[\s、。，．,.)）」』;:/]|(?:です|だ|に|で|の|が|から|まで|在住|宛|、)(?![0-9]))"


def addresses(text: str) -> Matches:
    """Yield start, end and kind of each postal_code and address of a normalised text.

    >>> list(addresses("910-8580 大手3丁目"))
    [(0, 8, 'postal_code'), (9, 14, 'address')]
    """
    if not _HAS_NUMBER.search(text):
        return
    yield from _postal_codes(text)
    yield from _rooms(text)
    yield from _numbered(text)
    if not _HAS_ADDRESS.search(text):
        return
    for match in _PLACED.finditer(text):
        house = not match["short"] or _is_house(match, text[match.end() : match.end() + 6])
        if house and not _is_landmark(match):
            yield match.start(), match.end(), "address"
    for match in _LONE.finditer(text):
        if _is_lone_house(match):
            yield match.start(), match.end(), "address"
    if "丁目" in text or "番" in text:
        for match in _UNPLACED.finditer(text):
            if not _IDIOM.search(match[0]) and not _is_landmark(match):
                yield match.start(), match.end(), "address"


_HAS_NUMBER = re.compile("[0-9〇一二三四五六七八九十]")
_HAS_ADDRESS = re.compile(r"丁目|番地|番 ?[0-9〇一-十]+ ?号|[道都府県市区町村郡]|[上下]る|[東西]入|条")

# ---- postal codes

_POSTAL = re.compile(
    r"〒 ?\d{3} ?[-ー―の]? ?\d{4}(?!\d)|郵便番号[はが: =]{0,3}(?P<it>\d{3} ?[-ー―の]? ?\d{4})(?!\d)"
    rf"|(?<![\d-])\d{{3}} ?[-ー―]? ?\d{{4}}(?= ?(?:住所[: ]{{0,2}})?{_PLACE})"
    r"|(?<![\dA-Za-z.,¥$+#-])(?P<lone>\d{3}[-ー―]\d{4})(?![\dA-Za-z%-]|[.,/:]\d)"
)
_BEFORE_A_RANGE = re.compile(f"(?:{any_of('not_before_house')}|[A-Za-z])[はが: ]?$")


def _postal_codes(text: str) -> Matches:
    for match in _POSTAL.finditer(text):
        if match["lone"] and _is_range(match):
            continue
        group = "it" if match["it"] else 0
        yield match.start(group), match.end(group), "postal_code"


def _is_range(match: re.Match[str]) -> bool:
    """Whether 3 and 4 digits are an amount (100-1200人), a number of a thing, or two round numbers."""
    low, high = match["lone"][:3], match["lone"][-4:]
    before = _BEFORE_A_RANGE.search(match.string, max(0, match.start() - 8), match.start())
    round_numbers = low[0] != "0" and low.endswith("00") and high.endswith("00") and high[0] != "0"
    return before is not None or round_numbers or _UNIT.match(match.string, match.end()) is not None


# ---- rooms

_BUILDING = r"(?:\d{1,2} ?(?:号棟|棟) ?)"
_ROOM_DIGITS = "(?:[0-9]{3,4}|[〇一二三四五六七八九]{3,4})"
_LONE_ROOM = re.compile(
    rf"{_HOUSES}[一-鿿ァ-ヶーA-Za-z・]{{0,12}}? ?(?:{_BUILDING}|[A-Z]棟?-?|\d{{1,2}}-)?"
    rf"(?P<room>{_ROOM_DIGITS})(?:号室?|室|{_END})"
    rf"|{_HOUSES}[一-鿿ァ-ヶーA-Za-z・]{{0,12}}の(?P<of>\d{{3,4}})(?=号|に(?:住|居住)|在住)"
    rf"|(?<![\dA-Za-z.-]){_BUILDING}?[A-Z]?{_ROOM_DIGITS} ?号室"
    r"(?! ?の?(?:会議|研修|教室|講義|実験|展示|資料))"
    r"|(?<![\dA-Za-z.-])(?P<in>\d{3,4}号)(?= ?(?:に(?:住|居住)|在住))"
    r"|(?:部屋番号|部屋は|号室は)[はが: ]{0,3}(?P<it>\d{3,4})(?![\d円人])"
)


def _rooms(text: str) -> Matches:
    for match in _LONE_ROOM.finditer(text):
        if match["room"] and _YEARS.fullmatch(match["room"]):
            continue
        group = next((group for group in ("it", "of", "in") if match[group]), 0)
        yield match.start(group), match.end(group), "address"


# ---- house numbers

_NAME = rf"(?:[{_KANJI}ぁ-んァ-ヶー]|(?<=[北南東西])\d{{1,2}}(?=条)){{0,12}}?"
_PLACED = re.compile(
    rf"{_PLACE}(?P<name>{_NAME} ?)(?:{_BLOCK}|{_LAND}|{_HOUSE}"
    rf"|(?P<short>{_NUMERAL}(?:{_HYPHEN}{_NUMERAL}){{1,3}})(?!\d|[-/.:]\d))(?P<room>{_ROOM})"
)
_SHORT_NAME = re.compile(f"(?:[{_KANJI}ノの]|[ァ-ヶー]){{1,12}} ?|[ぁ-ん]{{2,6}}[町台丘] ?")
_QUARTER = re.compile(".+[都道府県市区郡].+[町村]")  # 千代田区神田須田町
_UNPLACED = re.compile(
    rf"(?<![{_KANJI}])(?:[{_KANJI}]{{1,8}}|[ぁ-んァ-ヶー]{{2,6}}[町台]) ?(?:{_BLOCK}|{_LAND}|{_HOUSE}){_ROOM}"
    rf"|{_NUMERAL} ?丁目[の ]?{_NUMERAL} ?(?:番地?|{_HYPHEN}) ?{_NUMERAL}(?: ?号)?{_ROOM}"
    r"|(?<![\d一-鿿])\d{1,5} ?番地 ?(?:の|-) ?\d{1,4}"
)
_NOT_A_QUARTER = re.compile(any_of("not_a_quarter"))
_LANDMARK = re.compile("の?(?:交差点|バス停|停留所|電停|駅|商店街|信号|公園|通り|自治会|町内会|会館|集会所)")
_IDIOM = re.compile(r"[一1]丁目 ?[一1]番地?")  # the first point of a programme, in politics
# One number after a part of a town: 上本能寺前町488, 北1条西2, 福井市大手488
_LONE = re.compile(
    rf"(?:{_PLACE}(?P<name>[{_KANJI}ぁ-んァ-ヶー]{{1,24}}?)"
    rf"|(?P<street>[{_KANJI}]{{1,8}}(?:[上下](?:る|ル)|[東西]入る?ル?)[{_KANJI}ノ]{{1,10}}))"
    rf" ?(?P<number>\d{{1,5}}|[〇一二三四五六七八九十百]{{2,5}}(?=番|$))(?: ?番)?{_END}"
    rf"|(?:{_PLACE})?[北南]{_NUMERAL}条[東西]{_NUMERAL}(?:{_HYPHEN}{_NUMERAL})*"
    rf"(?: ?丁目(?:{_NUMERAL}(?:{_HYPHEN}{_NUMERAL})*)?)?"
)
_STREET = re.compile("[上下](?:る|ル)|[東西]入|通")
_PART_OF_TOWN = re.compile(f"[{_KANJI}ノ]{{1,12}}|[{_KANJI}]*[ァ-ヶー]{{1,3}}")


def _is_landmark(match: re.Match[str]) -> bool:
    """Whether a 丁目 names what everybody passes: 中央1丁目交差点."""
    return match[0].endswith("丁目") and _LANDMARK.match(match.string, match.end()) is not None


def _is_house(match: re.Match[str], after: str) -> bool:
    """Whether numbers such as 3-17 after a place's name number a house, not an amount (3-17人)."""
    short, name, room = match["short"], match["name"], bool(match["room"])
    if _NOT_A_QUARTER.match(name) or _UNIT.match(after):
        return False
    numbers = re.findall(_NUMERAL, short)
    if all(map(_YEARS.fullmatch, numbers)):
        return False
    before = match[0][: match.start("short") - match.start()].strip()
    of_town = before.endswith(("町", "字", "丁")) and re.match(_END, after)  # 成勝寺町9の1
    if "の" in short and "-" not in short and not room and len(numbers) < 3 and not of_town:
        return False
    above = match[0][: match.start("name") - match.start()].strip()
    quarter = _SHORT_NAME.fullmatch(name) or (not name.strip() and _QUARTER.fullmatch(above))
    return len(numbers) >= 3 or room or quarter is not None


def _is_lone_house(match: re.Match[str]) -> bool:
    """Whether one number after a place's name numbers a house, not a year or an amount."""
    if not match["number"] or match["street"]:
        return True
    name = match["name"]
    if _YEARS.fullmatch(match["number"]) or _NOT_A_QUARTER.match(name):
        return False
    return _STREET.search(name) is not None or _PART_OF_TOWN.fullmatch(name) is not None


# Three numbers after a name that may be a place's (大手3-17-1), and what somebody says to live at.
_SHORT = rf"(?!0)\d{{1,4}}(?:{_HYPHEN}\d{{1,4}})"
_NUMBERED = re.compile(
    rf"(?<![{_KANJI}ァ-ヶー])(?P<name>[{_KANJI}][{_KANJI}のノァ-ヶー]{{1,9}}) ?{_SHORT}{{2,3}}"
    rf"(?![\d-]|[./:]\d){_ROOM}"
    rf"|(?:住所|所在地|自宅|実家|住まい|居所)(?:は|:|が| |、)\s?"
    rf"(?P<it>[^\s、。，,\d]{{1,30}}?\d{{1,5}}(?:{_HYPHEN}\d{{1,4}}){{0,3}}{_ROOM})(?!\d)"
    rf"|(?<![{_KANJI}ぁ-んァ-ヶー])(?P<lived>[{_KANJI}の]{{2,10}} ?{_SHORT}{{1,3}}{_ROOM})"
    r"(?= ?(?:に(?:住|在住|居住)|在住))"
)
_NOT_BEFORE = re.compile(f".*(?:{any_of('not_before_house')})$")


def _numbered(text: str) -> Matches:
    for match in _NUMBERED.finditer(text):
        if _UNIT.match(text, match.end()) or (match["name"] and _NOT_BEFORE.fullmatch(match["name"])):
            continue
        group = "it" if match["it"] else 0
        yield match.start(group), match.end(group), "address"
