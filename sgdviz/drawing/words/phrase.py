"""One phrase of a language: a line of text, with the same names in braces as the English one."""

from __future__ import annotations

from string import Formatter

from sgdviz.errors import InputError

LISTS = {"months": "twelve months", "alt_numbers": "numbers from two to twelve", "alt_colors": "eleven colours"}
"""The phrases that are lists of words, and what each lists."""


def check_phrase(key: str, phrase: object, english: str) -> None:
    """Raise `InputError` for a phrase that is no text, or whose names in braces are not those of the `english` one."""
    if not isinstance(phrase, str) or (not phrase and key != "group_mark") or "\n" in phrase:
        raise InputError(f"{key} is {phrase!r}; write one line of text")
    if key == "least_grouped" and not (phrase.isascii() and phrase.isdigit()):
        raise InputError(f"{key} is {phrase!r}; write a whole number in quotation marks, as in '1000'")
    if key in LISTS and len(phrase.split()) != len(english.split()):
        raise InputError(f"{key} is {phrase!r}; write the {LISTS[key]}, separated by blanks, as in {english!r}")
    try:
        found = _places(phrase)
    except ValueError:
        raise InputError(f"{key} is {phrase!r}; close every brace, as in {english!r}") from None
    wanted = _places(english)
    if found != wanted:
        names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "nothing"
        raise InputError(f"{key} is {phrase!r}; it must have {names} in braces, as in {english!r}")


def _places(template: str) -> set[str]:
    """Return what stands in the braces of a template: names, and with them any format, which no template has."""
    parts = Formatter().parse(template)
    return {f"{name}{f'!{kind}' if kind else ''}{form}" for _, name, form, kind in parts if name is not None}
