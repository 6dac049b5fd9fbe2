"""The pieces of Markdown: code, images and comments at their places."""

from __future__ import annotations

import pytest

from sgdviz.jobs.article.markdown import Code, Said, Shown, pieces_of
from sgdviz.jobs.article.text import ArticleText

TEXT = """\
---
title: "a ```python b"
---
# Heading ![one](a.gif) #

```python
x = f"{{y}}"
```

- item

  ~~~ {.python}
  x = 1
    # deeper
  ~~~

> ![two][] and `![no](no.gif)`
> <img src='b.gif' alt='three'>

| a | b |
|---|---|
| ![](c.gif) | ![](c.gif "title") |

{% highlight python %}
z = 3
{% endhighlight %}

<!-- said -->
<p>
  <img src="{{ site.baseurl }}/d.gif">
</p>

[![four]({{ "/e f.gif" | relative_url }})](https://a.org)

[two]: <g%20h.gif>
"""


def test_code_has_the_lines_of_the_article() -> None:
    """In a list, after front matter, between tags of Liquid; braces in it stay."""
    codes = [piece for piece in pieces_of(ArticleText(TEXT)) if isinstance(piece, Code)]
    assert codes == [
        Code(7, "python", 'x = f"{{y}}"'),
        Code(13, "{.python}", "x = 1\n  # deeper"),
        Code(25, "python", "z = 3"),
    ]


def test_images_have_their_lines_and_destinations() -> None:
    """In a heading, a quotation, a table, a link and HTML, as references, and with Liquid inside."""
    images = [piece for piece in pieces_of(ArticleText(TEXT)) if isinstance(piece, Shown)]
    assert [(image.line, image.destination, image.alt) for image in images] == [
        (4, "a.gif", "one"),
        (17, "g%20h.gif", "two"),
        (18, "b.gif", "three"),
        (22, "c.gif", ""),
        (22, "c.gif", ""),
        (30, "{{ site.baseurl }}/d.gif", ""),
        (33, '{{ "/e f.gif" | relative_url }}', "four"),
    ]


def test_alt_texts_have_their_places() -> None:
    """What stands there is the alt text, the attribute, or nothing where one can be put."""
    images = [piece for piece in pieces_of(ArticleText(TEXT)) if isinstance(piece, Shown)]
    found = []
    for image in images:
        assert image.alt_place is not None
        found.append((image.alt_place.form, TEXT[image.alt_place.start : image.alt_place.end]))
    assert found == [
        ("markdown", "one"),
        ("label", "two"),
        ("attribute", "alt='three'"),
        ("markdown", ""),
        ("markdown", ""),
        ("missing", ""),
        ("markdown", "four"),
    ]
    assert images[3].alt_place != images[4].alt_place


def test_comments_have_their_lines() -> None:
    """As they are written."""
    assert [piece for piece in pieces_of(ArticleText(TEXT)) if isinstance(piece, Said)] == [Said(28, " said ")]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_in_other_ways(end: str) -> None:
    """The places are those of the text as it is."""
    text = ArticleText(TEXT.replace("\n", end))
    lines = [piece.line for piece in pieces_of(text)]
    assert lines == [piece.line for piece in pieces_of(ArticleText(TEXT))]
    (first, *_) = (piece for piece in pieces_of(text) if isinstance(piece, Shown))
    assert first.alt_place is not None
    assert text.text[first.alt_place.start : first.alt_place.end] == "one"


def test_an_alt_text_of_several_lines_has_no_place() -> None:
    """It says something, and is not replaced."""
    (image,) = pieces_of(ArticleText("![a\nb](c.gif)"))
    assert isinstance(image, Shown)
    assert (image.alt, image.alt_place) == ("a\nb", None)
