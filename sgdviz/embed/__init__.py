"""Snippets that put a picture into a page, a deck or a paper, and the files that they need; one module a target."""
