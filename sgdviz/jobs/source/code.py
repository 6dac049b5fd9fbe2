"""The source of a picture that was made by code: an article or a script. The code is data, and is never run from it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from shlex import quote
from typing import TYPE_CHECKING, Any

from sgdviz.checks import one_of, shown, text, whole
from sgdviz.errors import InputError
from sgdviz.export.source.digest import MOST_PARAMETERS, MOST_ROWS, digest_of
from sgdviz.export.source.plain import plain_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgdviz.recording import Recording

KINDS = ("article", "script")

MOST_CODE = 200_000
"""Characters of the longest code that a picture holds; of a longer one it holds the hash alone."""

MOST_MODULES = 100
NOT_FINITE = ("nan", "inf", "-inf")
HASH_DIGITS = 64


@dataclass(frozen=True, slots=True)
class CodeSource:
    """Code and the run that it made.

    `kind` is "article" or "script", and `name` that of the file, without its folder. `text` is the code, empty for one
    that is too long, and `hash` its SHA-256. `seed` is the one that the code was given, None for code that draws no
    random numbers or sets its own; `modules` are those that were imported for it. `digest` has numbers of the run (see
    `digest_of`), and `settings` are the scene and the pacing that were given, in JSON's types.
    """

    kind: str
    name: str
    text: str
    hash: str
    digest: tuple[tuple[float, ...], ...]
    seed: int | None = None
    modules: tuple[str, ...] = ()

    @property
    def remedy(self) -> str:
        """What to do to make the picture again."""
        command = "sgdviz post --check" if self.kind == "article" else "sgdviz run"
        what = f"it was made by the code of {self.name}, which is never run from a picture"
        return f"{what}; type: {command} {quote(self.name)}"


def code_origin(
    kind: str,
    name: str,
    code: str,
    run: Recording,
    settings: Mapping[str, Any],
    *,
    seed: int | None = None,
    modules: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the origin of an animation (see `Animation`) of a `run` that `code` made, in JSON's types.

    Raises `InputError` for `settings` that cannot be written down.
    """
    table: dict[str, Any] = {"kind": kind, "name": name, "sha256": hash_of(code), "digest": digest_of(run)}
    if len(code) <= MOST_CODE:
        table["text"] = code
    if seed is not None:
        table["seed"] = seed
    if modules:
        table["modules"] = list(modules)
    plain = plain_settings(settings)
    return {"code": table, **({"settings": plain} if plain else {})}


def hash_of(code: str) -> str:
    """Return the SHA-256 of code, as hexadecimal digits."""
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def checked_code(table: Mapping[str, Any]) -> CodeSource:
    """Return the code in a source; raises `InputError` for anything that sgdviz would not have written."""
    for key in table:
        one_of("entry of the code", key, ("kind", "name", "sha256", "digest", "text", "seed", "modules"))
    code, digits = table.get("text", ""), table.get("sha256")
    if not isinstance(code, str) or len(code) > MOST_CODE:
        raise InputError(f"the code is {shown(code)[:100]}; it must be text of at most {MOST_CODE:,} characters")
    if not isinstance(digits, str) or len(digits) != HASH_DIGITS or ("text" in table and digits != hash_of(code)):
        raise InputError("the code does not agree with its hash; make the picture again")
    modules = table.get("modules", [])
    if not isinstance(modules, list) or len(modules) > MOST_MODULES:
        raise InputError(f"modules is {shown(modules)[:100]}; it must be a list of at most {MOST_MODULES}")
    seed = table.get("seed")
    return CodeSource(
        kind=one_of("kind of code", table.get("kind", ""), KINDS),
        name=_file_name(table.get("name")),
        text=code,
        hash=digits,
        digest=_digest(table.get("digest")),
        seed=None if seed is None else whole("seed", seed, least=0),
        modules=tuple(text("module", module) for module in modules),
    )


def _file_name(name: Any) -> str:
    """Return the name of a file, which has no folder: the advice to run it would lead anywhere."""
    plain: str = text("name of the code", name)
    if "/" in plain or "\\" in plain or plain in ("", ".", ".."):
        raise InputError(f"the name of the code is {shown(plain)[:100]}; it must be that of a file, without a folder")
    return plain


def _digest(rows: Any) -> tuple[tuple[float, ...], ...]:
    """Return the numbers of a digest."""
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS or not all(isinstance(row, list) for row in rows):
        raise InputError(f"the digest of the run is no list of at most {MOST_ROWS} rows; make the picture again")
    if any(len(row) > 3 + MOST_PARAMETERS for row in rows):
        raise InputError(f"the digest of the run has more than {MOST_PARAMETERS} parameters; make the picture again")
    return tuple(tuple(map(_number, row)) for row in rows)


def _number(value: Any) -> float:
    if isinstance(value, str) and value in NOT_FINITE:
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"a number of the digest is {shown(value)[:100]}; make the picture again")
    try:
        return float(value)
    except OverflowError:
        raise InputError("a number of the digest is too large; make the picture again") from None
