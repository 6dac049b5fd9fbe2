"""The length of front matter."""

from __future__ import annotations

import pytest

from sgdviz.jobs.article.front_matter import length_of_front_matter


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("---\ntitle: a\n---\ntext", 3),
        ("---\ntitle: a\n...\ntext", 3),
        ("+++\ntitle = 'a'\n+++\ntext", 3),
        ("text\n---\n", 0),
        ("---\nno end", 0),
        ("", 0),
    ],
)
def test_front_matter_stands_at_the_beginning(text: str, length: int) -> None:
    """Between its fences, of YAML or of TOML; one without an end is none."""
    assert length_of_front_matter(text.split("\n")) == length
