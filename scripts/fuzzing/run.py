"""Fuzz each loader for some seconds (60 unless given) in a process of its own, from files that it accepts.

The first loader that fails ends the run with its traceback; the file that did it stays, as ``fuzz-LOADER-crash-...``.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import sgdviz
from sgdviz.drawing.theme_file import FOLDER as THEMES
from sgdviz.drawing.words.find import LANGUAGES, file_of

LOADERS = ("recording", "member", "theme", "words")
"""The whole file of a recording, one array in it, a theme file and a words file with texts of lessons."""

WORDS = [path for path in map(file_of, LANGUAGES) if path is not None]


def main() -> None:
    """Fuzz the loaders that are named, or all."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for loader in sys.argv[2:] or LOADERS:
        with tempfile.TemporaryDirectory() as folder:
            write_seeds(loader, Path(folder))
            target = Path(__file__).with_name("target.py")
            limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=20000"]
            print(f"{loader}, for {seconds} s", flush=True)
            command = [sys.executable, target, loader, folder, *limits, f"-artifact_prefix=fuzz-{loader}-"]
            done = subprocess.run([*command, "-verbosity=0", "-print_final_stats=1"], check=False)
        if done.returncode != 0:
            sys.exit(f"the loader {loader} failed")


def write_seeds(loader: str, folder: Path) -> None:
    """Write the files from which the mutations start."""
    if loader in ("recording", "member"):
        run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=1, landscape=False)
        run.save(folder / "seed")
        if loader == "member":
            (folder / "seed").write_bytes(b"\x05" + b"\x93NUMPY\x01\x00")
        return
    for path in THEMES.glob("*.toml") if loader == "theme" else WORDS:
        (folder / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
