"""The limits of a format: each is named in one line, and reached without an error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sgdviz import InputError
from sgdviz.export.film import Film
from sgdviz.export.limits import BROWSERS_SLOW, Limits

LIMITS = Limits("XYZ", side=500, plays=9)
LARGEST = Film(500, 20, 3, BROWSERS_SLOW, 9, 1.0, "#ffffff", ())


def test_a_film_at_every_limit_is_held() -> None:
    """Nothing is raised for the largest of each, nor for plays without end."""
    LIMITS.check("a.xyz", LARGEST)
    LIMITS.check("a.xyz", replace(LARGEST, width=20, height=500, plays=0))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"width": 501}, "501x20 is too large for a.xyz: XYZ holds at most 500 pixels a side"),
        ({"height": 65_536}, "500x65536 is too large for a.xyz: XYZ holds at most 500 pixels a side"),
        ({"plays": 10}, "10 plays are too many for a.xyz: XYZ counts to 9; 0 plays for ever"),
        (
            {"shortest": 0.01},
            "100 frames a second are too fast for a.xyz: browsers play XYZ at 90 at most; show fewer, or for longer",
        ),
    ],
)
def test_beyond_a_limit_the_error_names_the_output_and_the_limit(changes: dict[str, float], said: str) -> None:
    """The error is one line, and says what to change where that is not plain."""
    with pytest.raises(InputError) as caught:
        LIMITS.check("a.xyz", replace(LARGEST, **changes))  # type: ignore[arg-type]
    assert str(caught.value) == said
