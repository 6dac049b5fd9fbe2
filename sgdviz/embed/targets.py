"""The names of the targets."""

TARGETS = ("markdown", "jekyll", "html", "reveal", "beamer", "jupyter")
"""Each is a module of this package."""
