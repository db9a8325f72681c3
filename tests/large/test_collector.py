"""textmine.large.collector: the collector is as it was, whatever happens."""

import gc

import pytest

from textmine.large.collector import no_collection


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(on: bool) -> None:
    """Also after an error, and where it was off before."""

    @no_collection()
    def made(fails: bool) -> bool:
        if fails:
            raise ValueError
        return gc.isenabled()

    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        assert made(fails=False) is False
        assert gc.isenabled() is on
        with pytest.raises(ValueError):
            made(fails=True)
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()
