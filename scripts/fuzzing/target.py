"""One loader under atheris: any file is loaded or refused by the error that is documented, and nothing is written.

Its arguments are the loader, a folder of files to start from, and options of libFuzzer.
"""

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris

LOADED_BY = ["tomllib", *(f"sgdviz.{name}" for name in ("recording", "data", "checks", "drawing", "jobs"))]

with atheris.instrument_imports(include=LOADED_BY):
    import sgdviz
    from sgdviz.drawing.theme_file import read_theme
    from sgdviz.drawing.words import find_words
    from sgdviz.jobs import find_lesson, lesson_names
    from sgdviz.jobs.lesson_words import lesson_words

LESSONS = [find_lesson(name) for name in lesson_names()]


def read_words(path: Path) -> None:
    """Read the phrases of a words file, and the texts of every lesson in it."""
    find_words(path)
    texts = lesson_words(path)
    for lesson in LESSONS:
        texts.of_lesson(lesson)


LOADERS: dict[str, tuple[str, Callable[[Path], Any], type[Exception]]] = {
    "recording": ("run.npz", sgdviz.Recording.load, sgdviz.RecordingError),
    "member": ("run.npz", sgdviz.Recording.load, sgdviz.RecordingError),
    "theme": ("mine.toml", read_theme, sgdviz.InputError),
    "words": ("mine.toml", read_words, sgdviz.InputError),
}
"""Each loader's file, what loads it, and the error that refuses it."""


def members() -> dict[str, bytes]:
    """Return the members of the archive of a small run."""
    run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1, landscape=False)
    file = io.BytesIO()
    run.write(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_member(whole: dict[str, bytes], data: bytes) -> bytes:
    """Return an archive of `whole` in which the first byte of `data` chooses a member, and the rest replaces it."""
    number = data[0] if data else 0
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {**whole, list(whole)[number % len(whole)]: data[1:]}.items():
            archive.writestr(name, content)
    return file.getvalue()


def main() -> None:
    """Run libFuzzer; it ends the process."""
    loader = sys.argv.pop(1)
    name, load, refusal = LOADERS[loader]
    whole = members()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name

        def one_input(data: bytes) -> None:
            path.write_bytes(with_member(whole, data) if loader == "member" else data)
            try:
                load(path)
            except refusal as error:
                said = str(error)
                if str(path) not in said or "\n" in said:
                    raise AssertionError(f"the error is not one line with the path: {said!r}") from error
            found = [entry.name for entry in Path(folder).iterdir()]
            if found != [name]:
                raise AssertionError(f"loading wrote files: {found}")

        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
