"""Whether a quote affirms what it stands beside: the one rule for the quotes of findings, words and codes."""

from __future__ import annotations

import re

# Not 少ない, しかない, だけでなく, nor a condition: 車がないと不便.
_DENIES = re.compile(
    "(?<![少危切汚])(?<!もったい)(?<!しか)(?<!だけで|ばかり)"
    "(?:ない(?!と[^思い言感考のこはかさも])|なかっ|無[いく]|なく|なし)|ません|(?<![必まわ])ず[、に]"
)
_WISHES = re.compile("ほしい|欲しい|(?<!み)たい(?!へん|した)|もらえ|願|べき|いいな|よいな")
_SUPPOSES = re.compile(
    "れば|たら(?:[、とい良よな]|$)|なら[^なばずびぶ]|[うくすつぬむるい]と、|[?？]|のか|だろう|でしょう|(?<!し)かも"
    "|かな(?:[。、とぁ…]|$)|次第(?!に)|と困|はず|(?<!なん)とか(?![らな])",
    re.MULTILINE,
)
KINDS = (_DENIES, _WISHES, _SUPPOSES)  # of what does not affirm


def affirms(quote: str, said: str) -> bool:
    """Whether a quote says what is said, and does not deny, wish, suppose or ask it.

    >>> [affirms(text, "増える") for text in ("客が増えた", "増えない", "増えればと思う", "増えてほしい")]
    [True, False, False, False]
    >>> [affirms(text, "客") for text in ("客は少ない", "豊かな客", "客が来ることから", "客はいない")]
    [True, True, True, False]
    >>> affirms("良さを知ってほしい", "良さを知ってほしい")
    True
    """
    return all(bool(kind.search(quote)) <= bool(kind.search(said)) for kind in KINDS)
