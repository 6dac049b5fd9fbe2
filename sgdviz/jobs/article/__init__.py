"""Articles: a text whose code blocks are run, and whose images show what their loops did."""

from sgdviz.jobs.article.check import checked
from sgdviz.jobs.article.draw import check_settings
from sgdviz.jobs.article.plan import Candidate, Picture, candidates_of, pictures_of
from sgdviz.jobs.article.read import read_article
from sgdviz.jobs.article.run import Ran, run_article
from sgdviz.jobs.article.write import write_pictures

__all__ = [
    "Candidate",
    "Picture",
    "Ran",
    "candidates_of",
    "check_settings",
    "checked",
    "pictures_of",
    "read_article",
    "run_article",
    "write_pictures",
]
