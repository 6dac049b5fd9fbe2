"""The options in the comment before an image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sgdviz import InputError
from sgdviz.cli.image_options import options_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {}),
        (["panels=fit,loss", "fps=25"], {"panels": ("fit", "loss"), "fps": 25.0}),
        (["size=500x300", "hold-last=2", "hold_first=1"], {"size": (500, 300), "hold_last": 2.0, "hold_first": 1.0}),
        (["--theme=dark", "title=Two words"], {"theme": "dark", "title": "Two words"}),
        (["transparent", "no-card"], {"transparent": True, "card": False}),
        (["rewind=yes", "squares=no"], {"rewind": True, "squares": False}),
        (["at=50%", "max-size=300KB", "loop=2"], {"at": "50%", "max_size": 300_000, "loop": 2}),
    ],
)
def test_words_are_options(words: Sequence[str], options: dict[str, Any]) -> None:
    """With the names and the types of the command line."""
    assert options_of(words) == options


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("pannels=fit", "No such option '--pannels'"),
        ("fps=fast", "'fast' is not a valid float"),
        ("size=wide", "'wide' is not a size"),
        ("rewind=perhaps", "rewind is 'perhaps'; give yes or no"),
        ("output=a.gif", "No such option"),
        ("quiet", "No such option"),
        ("deck", "No such option"),
        ("help", "No such option"),
        ("loop=0", "0 is not in the range"),
        ("fps", "requires an argument"),
    ],
)
def test_a_wrong_word_is_an_error(word: str, said: str) -> None:
    """As the command line says it; options of other outputs are none of an image."""
    with pytest.raises(InputError) as caught:
        options_of([word])
    assert said in str(caught.value)
