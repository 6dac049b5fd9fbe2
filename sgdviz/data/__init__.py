"""Data to learn from: the Dataset type, the blog post's points and houses, seeded toy sets, and files."""

from typing import TYPE_CHECKING, Any

from sgdviz.data.blog_post import houses, post
from sgdviz.data.dataset import Dataset
from sgdviz.data.toys import exam_scores, many_houses, noisy_line, sine, spiral, two_moons

if TYPE_CHECKING:
    from sgdviz.data.files import read_csv

__all__ = [
    "Dataset",
    "exam_scores",
    "houses",
    "many_houses",
    "noisy_line",
    "post",
    "read_csv",
    "sine",
    "spiral",
    "two_moons",
]


def __getattr__(name: str) -> Any:
    if name == "read_csv":  # imported on first use: most runs read no file
        from sgdviz.data.files import read_csv

        return read_csv
    raise AttributeError(f"module 'sgdviz.data' has no attribute {name!r}")
