"""Liquid: tags that Markdown must not see, and the paths in them."""

from __future__ import annotations

import pytest

from sgdviz.jobs.article.liquid import MOST, hidden, without_liquid


@pytest.mark.parametrize(
    ("destination", "path"),
    [
        ("a.gif", "a.gif"),
        ("{{ site.baseurl }}/assets/a.gif", "/assets/a.gif"),
        ("{{site.url}}{{ site.baseurl }}/a.gif", "/a.gif"),
        ("{{ '/assets/a.gif' | relative_url }}", "/assets/a.gif"),
        ('{{ "assets/a.gif" | absolute_url }}', "/assets/a.gif"),
        ('{{ "/a.gif" | prepend: site.baseurl }}', "/a.gif"),
        ('{{ "a.gif" }}', "a.gif"),
        ("{% link assets/a.gif %}", "/assets/a.gif"),
        ("{{ page.image }}", None),
        ('{{ "a.gif" | upcase }}', None),
        ("{% include image.html %}", None),
    ],
)
def test_paths_in_tags_are_read(destination: str, path: str | None) -> None:
    """A path from the root of the site begins with a slash; what the tag alone knows is None."""
    assert without_liquid(destination) == path


def test_hidden_tags_keep_the_places_of_all_else() -> None:
    """Each has a stand-in of its length without spaces, and is shown again."""
    text = "a {{ site.baseurl }} b\n{% raw %}c{% endraw %}{% link x %}"
    found = hidden(text)
    assert len(found.text) == len(text)
    assert found.tags == ("{{ site.baseurl }}", "{% link x %}")
    assert found.text.split("\n")[0].split() == ["a", found.text[2:20], "b"]
    assert found.shown(found.text[2:20]) == "{{ site.baseurl }}"
    assert found.shown(found.text) == text.replace("{% raw %}", " " * 9).replace("{% endraw %}", " " * 12)


def test_code_between_highlight_tags_has_fences() -> None:
    """With the language, and as long as the tags."""
    text = "{% highlight python linenos %}\nx = 1\n{% endhighlight %}"
    first, code, last = hidden(text).text.split("\n")
    assert (first.split(), code, last.split()) == (["~~~~~~python"], "x = 1", ["~~~~~~"])
    assert len(hidden(text).text) == len(text)


def test_more_tags_than_stand_ins_are_left() -> None:
    """An article may have any number of them."""
    text = "{{a}}" * (MOST + 1)
    found = hidden(text)
    assert len(found.tags) == MOST
    assert found.text.endswith("{{a}}")
