"""Run each contender as a process of its own, in turns, and print medians and ratios as Markdown.

Every contender makes the post's run, 800x400 pixels, a fit and a loss panel with text that changes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
PACE = ("--every", "step")
SGDVIZ = [str(Path(sys.executable).with_name("sgdviz")), "lesson", "line", "--quiet", *PACE, "-o"]
PEERS = {
    "FuncAnimation + PillowWriter": "peer_funcanimation.py",
    "savefig per frame + imageio": "peer_savefig.py",
    "gif": "peer_gif.py",
    "celluloid": "peer_celluloid.py",
}
POST_FRAMES = 301

RUNS_A_ROUND = 5
"""Runs of a fast contender in a round; the peers take minutes, and vary less."""

CSV_ROWS = 10_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and CPU seconds (its children's too), peak memory in MB, and the bytes that it wrote."""

    wall: float
    cpu: float
    memory: float
    bytes: int


def measure(command: list[str], output: Path | None = None) -> Run:
    """Run `command` and return what it took; a failure ends the benchmark."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed with exit code {process.returncode}")
    size = output.stat().st_size if output else 0
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size)


def median(runs: list[Run]) -> Run:
    """Return the medians of `runs`, each quantity by itself."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in Run.__slots__))


def sgdviz_frames(output: Path, frames: int, *options: str) -> list[str]:
    """Return the command for a film of about `frames` frames: whole passes of six steps, and the start."""
    return [*SGDVIZ, str(output), "--passes", str(max(round((frames - 1) / 6), 1)), *options]


def compare(rounds: int, folder: Path, *, peers: bool) -> None:
    """Print the table of all contenders, run in turns."""
    output = folder / "made.gif"
    commands = {"sgdviz": (sgdviz_frames(output, POST_FRAMES), output)}
    commands["sgdviz, one process"] = (sgdviz_frames(output, POST_FRAMES, "--workers", "1"), output)
    for name, script in PEERS.items() if peers else ():
        commands[name] = ([sys.executable, script, str(output), str(POST_FRAMES)], output)
    commands["bare import"] = ([sys.executable, "bare_import.py"], None)
    measure(commands["sgdviz"][0])  # once for the caches of the system
    measure(commands["bare import"][0])
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(rounds):
        for name, (command, made) in commands.items():
            for _ in range(1 if name in PEERS else RUNS_A_ROUND):
                runs[name].append(measure(command, made))
        print(f"round {turn + 1} of {rounds} done", file=sys.stderr)
    ours = median(runs["sgdviz"])
    runs_each = f"medians of {rounds * RUNS_A_ROUND} runs, for the peers of {rounds}"
    print(f"\n{POST_FRAMES} frames, 800x400, {runs_each}, on {os.cpu_count()} cores\n")
    print("| | wall s | ratio | CPU s | peak MB | bytes | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, found in ((name, median(found)) for name, found in runs.items()):
        sizes = f"{found.bytes:,.0f} | {found.bytes / ours.bytes:.2f}" if found.bytes else "|"
        times = f"{found.wall:.2f} | {found.wall / ours.wall:.2f} | {found.cpu:.2f}"
        print(f"| {name} | {times} | {found.memory:.0f} | {sizes} |")
    bare = median(runs["bare import"])
    print(f"\nsgdviz takes {ours.wall / bare.wall:.2f} times the bare import")


def grow(frames: list[int], folder: Path, rounds: int) -> None:
    """Print how time, memory and size grow with the number of frames, in one process and in as many as help."""
    print("\n| frames | one process: wall s | peak MB | default: wall s | bytes |")
    print("|---:|---:|---:|---:|---:|")
    output = folder / "made.gif"
    alone = {}
    for number in frames:
        runs = [measure(sgdviz_frames(output, number, "--workers", "1"), output) for _ in range(rounds)]
        shared = [measure(sgdviz_frames(output, number), output) for _ in range(rounds)]
        alone[number] = median(runs)
        one = alone[number]
        print(f"| {number:,} | {one.wall:.2f} | {one.memory:.0f} | {median(shared).wall:.2f} | {one.bytes:,.0f} |")
    for few, many in pairwise(frames):
        per_frame = (alone[many].wall - alone[few].wall) / (many - few) * 1000
        memory = alone[many].memory - alone[few].memory
        print(f"\n{many:,} frames less {few:,}: {per_frame:.2f} ms a frame in one process, {memory:.1f} MB more memory")


def inspect(folder: Path) -> None:
    """Print what gifsicle can still save, and how near each decoded frame is to what was drawn."""
    print("\n| scene | bytes | gifsicle -O3 saves | worst frame |")
    print("|---|---:|---:|---:|")
    scenes = {
        "the post's run": [],
        "dark": ["--theme", "dark"],
        "scale 2": ["--scale", "2"],
        "dark, scale 2": ["--theme", "dark", "--scale", "2"],
        "fit alone": ["--panels", "fit", "--size", "480x400"],
        "loss alone": ["--panels", "loss", "--size", "320x400"],
        "small": ["--size", "400x200"],
        "parameters alone, dark": ["--panels", "parameters", "--size", "480x400", "--theme", "dark"],
    }
    for name, options in scenes.items():
        made, packed = folder / "made.gif", folder / "packed.gif"
        measure([*SGDVIZ, str(made), *options])
        size = made.stat().st_size
        saved = "no gifsicle"
        if shutil.which("gifsicle"):
            measure(["gifsicle", "-O3", str(made), "-o", str(packed)])
            saved = f"{1 - packed.stat().st_size / size:.1%}"
        command = [sys.executable, str(HERE / "fidelity.py"), str(made), *PACE, *options]
        fidelity = subprocess.run(command, check=True, capture_output=True, text=True)
        print(f"| {name} | {size:,} | {saved} | {fidelity.stdout.strip()} |")


def read_long_csv(folder: Path) -> None:
    """Print what a long CSV file takes, from its first byte to the GIF."""
    block = "".join(f"{x / 10:.1f},{2 * x / 10 + 1:.3f}\n" for x in range(-50_000, 50_000))
    source = folder / "long.csv"
    with source.open("w") as file:
        file.write("x,y\n")
        for _ in range(CSV_ROWS // 100_000):
            file.write(block)
    options = ["--data", str(source), "--x", "x", "--y", "y", "--batch-size", "full"]
    run = measure([*SGDVIZ, str(folder / "made.gif"), *options])
    size = source.stat().st_size / 1e6
    print(f"\n{CSV_ROWS:,} rows of CSV ({size:.0f} MB): {run.wall:.1f} s, peak {run.memory:.0f} MB")


def main() -> None:
    """Read the arguments and run what they ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each contender runs [3]")
    parser.add_argument("--frames", default="300,3000,10000", help="film lengths for the growth table")
    parser.add_argument("--no-peers", action="store_true", help="leave out the peers, which take minutes")
    parser.add_argument("--formats", action="store_true", help="write every format instead, beside other tools")
    parser.add_argument("--run", action="store_true", help="measure instead what recording adds to a script's loop")
    parser.add_argument("--batch", action="store_true", help="measure batches of jobs instead")
    parser.add_argument("--few", action="store_true", help="leave out the batches of 20,000 jobs, which take minutes")
    arguments = parser.parse_args()
    if arguments.run:
        from recording import measure_recording

        measure_recording(10 * arguments.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        if arguments.formats:
            from formats import compare_formats

            compare_formats(Path(folder), arguments.rounds, peers=not arguments.no_peers)
            return
        if arguments.batch:
            from batches import measure_batches

            few, peers = arguments.few, not arguments.no_peers
            measure_batches(Path(folder), arguments.rounds, measure, peers=peers, many=not few)
            return
        compare(arguments.rounds, Path(folder), peers=not arguments.no_peers)
        inspect(Path(folder))
        grow([int(number) for number in arguments.frames.split(",")], Path(folder), arguments.rounds)
        read_long_csv(Path(folder))


if __name__ == "__main__":
    main()
