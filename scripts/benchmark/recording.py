"""Print what recording a loop adds to its own time, and whether memory grows with its steps.

The loop is the plain one of a teaching script, at the top of a module and in a function. The time is that of the loop
alone: without the start, and without the analysis and the drawing after it.
"""

from __future__ import annotations

import contextlib
import io
import resource
import statistics
import subprocess
import sys
import time

LOOP = """
distance = [1.0, 2.5, 3.0, 4.2, 5.1, 6.0, 7.4, 8.3]
minutes = [9.5, 14.8, 17.1, 20.9, 25.2, 27.6, 34.3, 36.9]
slope = start = 0.0
rate = 0.004
for epoch in range({passes}):
    total = 0
    for i in range(len(distance)):
        guess = slope * distance[i] + start
        error = guess - minutes[i]
        total += error**2
        slope = slope - rate * 2 * error * distance[i]
        start = start - rate * 2 * error
    if epoch % 10_000 == 0:
        print("epoch", epoch, "loss", total / len(distance))
"""

CLOCK = "from time import thread_time as clock\n{before}began = clock()\n{loop}took(clock() - began)\n"

STEPS = 100_000


def program(steps: int, *, in_function: bool) -> str:
    """Return a script of so many steps that gives the seconds of its loop to `took`."""
    loop = LOOP.format(passes=steps // 8)
    if not in_function:
        return CLOCK.format(before="", loop=loop)
    body = "".join(f"    {line}\n" for line in loop.splitlines())
    return CLOCK.format(before=f"def train():\n{body}\n", loop="train()\n")


def plain_seconds(source: str) -> float:
    """Return the seconds that the loop of a script takes by itself."""
    found: list[float] = []
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "plain.py", "exec"), {"__name__": "__main__", "took": found.append})  # noqa: S102
    return found[0]


def recorded_seconds(source: str) -> float:
    """Return the same while it is recorded, without what happens when the loop has ended."""
    from sgdviz.recording.capture import Program, capture
    from sgdviz.recording.capture.analyst import Analyst

    found: list[float] = []
    after = 0.0
    run = Analyst.run

    def timed(analyst: Analyst, session: object) -> object:
        nonlocal after
        began = time.thread_time()
        try:
            return run(analyst, session)  # type: ignore[arg-type]
        finally:
            after += time.thread_time() - began

    Analyst.run = timed  # type: ignore[method-assign, assignment]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            captured = capture(Program("recorded.py", source), given={"took": found.append})
    finally:
        Analyst.run = run  # type: ignore[method-assign]
    if not captured.runs:
        sys.exit(f"the loop was not recorded: {captured.notes}")
    return found[0] - after


def peak_of(steps: int) -> float:
    """Return the peak memory, in MB, of a process that records so many steps."""
    command = [sys.executable, __file__, str(steps)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure_recording(rounds: int) -> None:
    """Print the tables."""
    print(f"\n{STEPS:,} steps of a plain loop, the fastest of {rounds} runs in turns\n")
    print("| the loop is | plain s | recorded s | ratio | ratio of medians |")
    print("|---|---:|---:|---:|---:|")
    for where, in_function in (("at the top of a module", False), ("in a function", True)):
        source = program(STEPS, in_function=in_function)
        times = [(plain_seconds(source), recorded_seconds(source)) for _ in range(rounds)]
        plain, recorded = (min(column) for column in zip(*times, strict=True))
        medians = [statistics.median(column) for column in zip(*times, strict=True)]
        print(f"| {where} | {plain:.3f} | {recorded:.3f} | {recorded / plain:.2f} | {medians[1] / medians[0]:.2f} |")
    print("\n| steps | peak MB |\n|---:|---:|")
    for steps in (10_000, 100_000, 1_000_000):
        print(f"| {steps:,} | {peak_of(steps):.1f} |")


if __name__ == "__main__":
    recorded_seconds(program(int(sys.argv[1]), in_function=False))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
