"""Numbers as they are read."""

from __future__ import annotations

import math


def percent(share: float, digits: int = 1) -> str:
    """Return a share (0–1) in per cent, rounded as people do: halves up, the same in every document.

    A share of nothing (NaN) is "".

    >>> percent(13 / 80), percent(9 / 80), percent(-0.125, 0), percent(1.0), percent(math.nan)
    ('16.3%', '11.3%', '-13%', '100.0%', '')
    """
    if math.isnan(share):
        return ""
    tens = 10**digits
    size = math.floor(abs(share) * 100 * tens + 0.5 + 1e-9) / tens  # 9 / 80 is a little less than 0.1125
    return f"{math.copysign(size, share) if size else 0.0:.{digits}f}%"
