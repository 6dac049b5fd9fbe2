"""The site of an article, and the files that its images mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from sgdviz import InputError
from sgdviz.jobs.article.site import place_of_image, site_of


def made(root: Path, files: dict[str, str], article: str) -> Path:
    """Write the files of a site, and return the path of an article in it."""
    for name, text in {**files, article: "text"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root / article


POST, DOC = "_posts/2024-01-30-line.md", "docs/guide/line.md"

SITES = [
    ({"_config.yml": "title: a\n"}, POST, "/assets/a.gif", "assets/a.gif"),
    ({"_config.yml": "title: a\n"}, POST, "../assets/a.gif", "assets/a.gif"),
    ({"_config.yml": "baseurl: /blog  # here\n"}, POST, "/blog/assets/a.gif", "assets/a.gif"),
    ({"_config.yml": 'baseurl: "/blog"\n'}, POST, "{{ site.baseurl }}/assets/a.gif", "assets/a.gif"),
    ({"_config.yml": "source: src\n"}, "src/" + POST, "/assets/a.gif", "src/assets/a.gif"),
    ({"_config.yml": "source: ../..\n"}, POST, "/assets/a.gif", "assets/a.gif"),
    ({"hugo.toml": "baseURL = 'https://a.org/blog/'\n"}, "content/posts/line.md", "/img/a.gif", "static/img/a.gif"),
    ({"hugo.toml": "baseURL = 'https://a.org/blog/'\n"}, "content/line.md", "/blog/img/a.gif", "static/img/a.gif"),
    ({"hugo.yaml": "baseURL: https://a.org\n"}, "content/posts/line/index.md", "a.gif", "content/posts/line/a.gif"),
    ({"hugo.json": '{"baseURL": "https://a.org/b/"}'}, "content/line.md", "/b/a.gif", "static/a.gif"),
    ({"hugo.toml": ""}, "content/posts/line/index.md", "/posts/line/a.gif", "content/posts/line/a.gif"),
    ({"config.toml": "", "content/x.md": ""}, "content/posts/line.md", "/a.gif", "static/a.gif"),
    ({"config/_default/hugo.toml": "", "content/x.md": ""}, "content/posts/line.md", "/a.gif", "static/a.gif"),
    ({"mkdocs.yml": "theme:\n  x: !!python/name:a\n"}, DOC, "/img/a.gif", "docs/img/a.gif"),
    ({"mkdocs.yml": "docs_dir: text\n"}, "text/line.md", "/img/a.gif", "text/img/a.gif"),
    ({"mkdocs.yml": ""}, DOC, "../img/a.gif", "docs/img/a.gif"),
    ({"_quarto.yml": ""}, "posts/line.qmd", "/img/a.gif", "img/a.gif"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "article", "destination", "place"), SITES)
def test_each_site_has_its_own_root(
    files: dict[str, str], article: str, destination: str, place: str, tmp_path: Path
) -> None:
    """Settings above the article say which program makes the site, and where its files are."""
    path = made(tmp_path, files, article)
    assert place_of_image(destination, path, site_of(path)) == tmp_path / place


@pytest.mark.parametrize(
    ("destination", "name"),
    [
        ("a.gif", "a.gif"),
        ("a%20b.gif", "a b.gif"),
        ("a b.gif", "a b.gif"),
        ("a.gif?raw=true", "a.gif"),
        ("a.gif#gh-dark-mode-only", "a.gif"),
        ("img\\a.gif", "img/a.gif"),
        ("./x/../a.gif", "a.gif"),
        ("gr%C3%B6%C3%9Fe.gif", "größe.gif"),
    ],
)
def test_a_destination_is_a_path(destination: str, name: str, tmp_path: Path) -> None:
    """With spaces, percent signs, and backslashes of Windows."""
    assert place_of_image(destination, tmp_path / "a.md", None) == tmp_path / name


@pytest.mark.parametrize(
    "destination",
    [
        "https://a.org/a.gif", "//a.org/a.gif", "data:image/gif;base64,R0lG", "attachment:a.png", "C:/a.gif",
        "file:///a.gif", "", "#top", "{{ page.image }}", "a%00.gif",
    ],
)  # fmt: skip
def test_other_destinations_are_no_local_file(destination: str, tmp_path: Path) -> None:
    """Addresses, data, drives of Windows, and what a template alone knows."""
    assert place_of_image(destination, tmp_path / "a.md", None) is None


def test_a_root_without_a_site_is_an_error() -> None:
    """It would be the root of the machine."""
    with pytest.raises(InputError, match=r"/a\.gif begins at the root of a site, and no settings of Jekyll"):
        place_of_image("/a.gif", Path("a.md"), None)


def test_a_place_outside_of_the_site_is_an_error(tmp_path: Path) -> None:
    """Also by way of its root."""
    path = made(tmp_path / "site", {"_config.yml": ""}, POST)
    for destination in ("../../a.gif", "/../a.gif"):
        with pytest.raises(InputError, match="is outside of the Jekyll site"):
            place_of_image(destination, path, site_of(path))


def test_settings_that_are_no_toml_are_an_error(tmp_path: Path) -> None:
    """The line names the file."""
    path = made(tmp_path, {"hugo.toml": "baseURL ="}, "content/a.md")
    with pytest.raises(InputError, match=r"hugo\.toml is not TOML"):
        site_of(path)


def test_without_settings_there_is_no_site(tmp_path: Path) -> None:
    """A file `config.toml` alone is of another program."""
    assert site_of(made(tmp_path, {"config.toml": ""}, "posts/a.md")) is None
