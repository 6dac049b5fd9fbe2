"""Links: addresses for pages, paths for LaTeX, and the root of a Jekyll site."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from embed_helpers import HOSTILE_NAMES
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.embed.links import address_from, folder_of, jekyll_address, latex_path, path_from
from sgdviz.errors import InputError


@pytest.mark.parametrize(
    ("page", "file", "address"),
    [
        (None, "a.gif", "a.gif"),
        ("index.md", "assets/img/a.gif", "assets/img/a.gif"),
        ("posts/index.md", "assets/img/a.gif", "../assets/img/a.gif"),
        ("posts/", "assets/a b.gif", "../assets/a%20b.gif"),
        ("posts/2024/index.md", "posts/2024/a.gif", "a.gif"),
        ("a/b/c.md", "../x.gif", "../../../x.gif"),
        (None, "c:d.gif", "c%3Ad.gif"),
        (None, "100%.gif", "100%25.gif"),
        (None, "größe.gif", "gr%C3%B6%C3%9Fe.gif"),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_address_leads_from_the_page_to_the_file(page: str | None, file: str, address: str) -> None:
    """Each part that an address cannot hold is written in numbers."""
    assert address_from(folder_of(page), Path(os.path.abspath(file))) == address  # noqa: PTH100


def test_a_page_that_is_a_folder_is_where_the_page_will_be(here: Path) -> None:
    """A folder that exists needs no slash at its end."""
    (here / "posts").mkdir()
    assert folder_of("posts") == folder_of("posts/") == folder_of("posts/new.md") == here / "posts"


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_an_address_has_no_character_of_a_language(name: str) -> None:
    """Letters, digits and a few marks are all that is left, and a browser reads the name out of them."""
    address = address_from(Path("/a"), Path("/a") / f"x{name}.gif")
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%._-~")
    assert unquote(address) == f"x{name}.gif"


def test_a_name_that_is_no_text_has_an_address() -> None:
    """The bytes of a name are those of its address."""
    assert address_from(Path("/a"), Path(os.fsdecode(b"/a/\xff.gif"))) == "%FF.gif"


def test_the_address_in_a_site_begins_at_its_root(here: Path) -> None:
    """The nearest settings count, and an ampersand is written for HTML."""
    (here / "_config.yml").touch()
    (here / "docs" / "img").mkdir(parents=True)
    place = here / "docs" / "img" / "a b.gif"
    assert jekyll_address(place) == "{{ '/docs/img/a%20b.gif' | relative_url }}"
    assert jekyll_address(place.with_name("a&b.gif")) == "{{ '/docs/img/a%26b.gif' | relative_url | escape }}"
    (here / "docs" / "_config.toml").touch()
    assert jekyll_address(place) == "{{ '/img/a%20b.gif' | relative_url }}"
    with pytest.raises(InputError, match=r"Jekyll publishes %41.gif under another name"):
        jekyll_address(place.with_name("%41.gif"))
    with pytest.raises(InputError, match=r"does not publish img/_draft/a.gif: _draft begins or ends as"):
        jekyll_address(place.with_name("_draft") / "a.gif")


def test_a_path_for_latex_names_what_latex_reads_in_another_way(here: Path) -> None:
    """Plain names stay as they are."""
    assert latex_path(here, here / "img" / "sgd_line-still.png") == "img/sgd_line-still.png"
    assert latex_path(here / "talk", here / "a b.png") == "../a\\space b.png"
    assert latex_path(here, here / "5%.png") == "5\\csname c_percent_str\\endcsname .png"
    assert latex_path(here, here / "a&b$c.png") == "a\\string&b\\string$c.png"
    for name in ('a"b.png', "a\nb.png", os.fsdecode(b"\xff.png")):
        with pytest.raises(InputError, match="LaTeX cannot read the path"):
            latex_path(here, here / name)


def test_a_path_has_slashes(here: Path) -> None:
    """Python and LaTeX read these on every system."""
    assert path_from(here / "a" / "b", here / "c" / "d.gif") == "../../c/d.gif"
    assert all(path_from(here, here / name) == name for name in HOSTILE_NAMES)
