"""The code of a block of Markdown: whether it is Python that runs, and its lines as Python reads them."""

from __future__ import annotations

import re
import textwrap

from sgdviz.recording.capture.magics import without_magics

LANGUAGES = ("python", "python3", "py", "py3", "ipython", "ipython3", "pycon", "python-repl")
"""The names of Python after a fence."""

WORD = re.compile(r"[.\s]*([\w+#-]*)")

NOT_RUN = re.compile(r"\beval\s*[=:]\s*(?:false|no|f)\b", re.IGNORECASE)
"""The option by which Quarto and R Markdown show a block without running it."""

PROMPTS = (">>> ", "... ")


def is_python(info: str, code: str) -> bool:
    """Return whether a block with `info` after its fence is Python that the article runs.

    The language may stand in braces, as in ``{python}`` of Quarto and R Markdown, or ``{.python .numberLines}``; two
    braces show a block as it is written.
    """
    info = info.strip()
    if info.startswith("{{"):
        return False
    name = WORD.match(info.removeprefix("{"))
    if name is None or name[1].lower() not in LANGUAGES:
        return False
    first = (line.strip() for line in code.split("\n"))
    options = [info, *(line for line in first if line.startswith("#|"))]
    return not any(NOT_RUN.search(option) for option in options)


def python_of(code: str) -> str:
    """Return the code of a block, line for line, as Python reads it.

    Of a session with prompts, what was typed stays; magics and lines for the shell are taken out; a block that is
    indented as a whole is moved to the margin.
    """
    lines = code.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith(">>>"):
        return "\n".join(_typed(line.lstrip()) for line in lines)
    return without_magics(textwrap.dedent(code) if first[:1] in (" ", "\t") else code)


def _typed(line: str) -> str:
    """Return what was typed in a line of a session; nothing for what was printed."""
    for prompt in PROMPTS:
        if line.startswith(prompt) or line.rstrip() == prompt.rstrip():
            return line[len(prompt) :]
    return ""
