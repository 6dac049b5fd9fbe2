"""Render every lesson as a process of its own, and print what each took as a Markdown table."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from sgdviz.jobs import lesson_names


def main() -> None:
    """Write the lessons into the folder that is given, or into one that is thrown away."""
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else thrown_away)
        folder.mkdir(parents=True, exist_ok=True)
        packed = Path(thrown_away) / "packed.gif"
        print("| lesson | frames | bytes | wall s | gifsicle -O3 saves |")
        print("|---|---:|---:|---:|---:|")
        sizes, times = 0, 0.0
        for name in lesson_names():
            made = folder / f"{name}.gif"
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "sgdviz", "lesson", name, "-q", "-o", str(made)], check=True)
            took = time.perf_counter() - began
            size = made.stat().st_size
            saved = "no gifsicle"
            if shutil.which("gifsicle"):
                command = ["gifsicle", "-O3", str(made), "-o", str(packed)]
                subprocess.run(command, check=True, capture_output=True)
                saved = f"{1 - packed.stat().st_size / size:.1%}"
            with Image.open(made) as picture:
                frames = getattr(picture, "n_frames", 1)
            print(f"| {name} | {frames} | {size:,} | {took:.2f} | {saved} |", flush=True)
            sizes, times = sizes + size, times + took
        print(f"| all | | {sizes:,} | {times:.2f} | |")


if __name__ == "__main__":
    main()
