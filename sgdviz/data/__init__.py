"""Data to learn from: the Dataset type, the blog post's points and houses, seeded toy sets, and files."""

from sgdviz.data.blog_post import houses, post
from sgdviz.data.dataset import Dataset
from sgdviz.data.files import read_csv
from sgdviz.data.toys import exam_scores, many_houses, noisy_line, sine, spiral, two_moons

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
