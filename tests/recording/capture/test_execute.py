"""Tests that a program runs, and ends, as Python runs and ends it."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING

import pytest
from recording.capture.processes import captured, plain

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="scripts are captured in copies of one process")

TRAINING = """
w = b = 0.0
for _ in range(20):
    for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 3.0)):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
"""

SAME = {
    "functions at exit, the last one first": """
        import atexit
        atexit.register(print, "registered first")
        @atexit.register
        def end():
            print("registered last", w)
        class Failing:
            def __repr__(self): return "failing"
            def __call__(self): raise ValueError("at exit")
        atexit.register(Failing())
        """,
    "a function at exit that is taken back": """
        import atexit
        atexit.register(print, "never")
        atexit.unregister(print)
        """,
    "threads that are not joined": """
        import threading, time
        def late():
            time.sleep(0.1)
            print("late", w)
        threading.Thread(target=late).start()
        """,
    "a pool of threads that is never closed": """
        from concurrent.futures import ThreadPoolExecutor
        pool = ThreadPoolExecutor(2)
        print(pool.submit(lambda: w).result())
        """,
    "a thread that fails": """
        import threading
        thread = threading.Thread(target=lambda: 1 / 0, name="worker")
        thread.start()
        thread.join()
        """,
    "a child process that comes to the end of the program": """
        import os
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            print("status", status)
        else:
            print("child")
        """,
    "a hook for errors that fails": """
        import sys
        def hook(*arguments):
            raise KeyError("in the hook")
        sys.excepthook = hook
        raise ValueError("first")
        """,
    "a group of errors": """
        raise ExceptionGroup("both", [ValueError("a"), TypeError("b")])
        """,
    "output that is not flushed before the process ends at once": """
        import os
        print("lost")
        os._exit(2)
        """,
    "names of the module and of the process": """
        import sys
        print(list(globals())[:9], __annotations__, __cached__, type(__loader__).__name__)
        print(sys.argv, sys.orig_argv[1:], sys.path[0] == sys.path[1], sys.getrecursionlimit())
        """,
    "how deep calls go": """
        import sys
        def depth(n=0):
            try:
                return depth(n + 1)
            except RecursionError:
                return n
        print(depth(), sys.getrecursionlimit())
        sys.setrecursionlimit(300)
        print(depth(), sys.getrecursionlimit())
        """,
    "an exit code beyond one byte": "import sys\nsys.exit(-1)",
    "an exit by an object": "import sys\nsys.exit(['a', 'list'])",
    "a warning of the compiler": "print(w is 5)",
    "a warning at its line": "import warnings\nwarnings.warn('here')",
    "a stream that is closed": "import sys\nprint('x')\nsys.stdout.close()",
    "a stream that is replaced": "import io, sys\nsys.stdout = io.StringIO()\nprint('lost')",
    "objects whose end does something": """
        class Batch:
            def __init__(self, number): self.number = number
            def __del__(self): print("end of", self.number)
        def numbers():
            try:
                yield from range(5)
            finally:
                print("closed")
        def train():
            w = 0.0
            for turn in range(6):
                batch, stream = Batch(turn), numbers()
                miss = w * next(stream) - 2.0
                w -= 0.1 * miss
            return w
        print(train())
        """,
    "a tracer and a profiler": """
        import sys
        events = []
        def tracer(frame, event, argument):
            events.append((event, frame.f_code.co_name, frame.f_lineno))
            return tracer
        def train(pairs):
            w = b = 0.0
            for turn in range(3):
                for x, y in pairs:
                    miss = w * x + b - y
                    w -= 0.1 * miss * x
                    b -= 0.1 * miss
                    if turn == 2:
                        return w
        sys.settrace(tracer)
        print(sys.gettrace() is tracer)
        train([(0.0, 1.0), (1.0, 2.0)])
        sys.settrace(None)
        sys.setprofile(tracer)
        train([(0.0, 1.0), (1.0, 2.0)])
        sys.setprofile(None)
        print(*(one for one in events if not one[0].startswith("c_")), sep="\\n")
        """,
    "operations that look at their caller": """
        import sys
        class Number(float):
            def __sub__(self, other):
                print(sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno)
                return Number(float(self) - other)
        v = Number(0.0)
        for x, y in ((1.0, 2.0), (2.0, 4.0)):
            v = Number(v - 0.1 * (Number(v * x) - y) * x)
        print(v)
        """,
    "an error inside a difference": """
        class Number:
            def __init__(self, value): self.value = value
            def __mul__(self, x): return Number(self.value * x)
            def __rsub__(self, other): raise ArithmeticError("no")
            def __sub__(self, other):
                return 0.5 if self.value < 1 else 1 / 0
        v = Number(0.5)
        for x, y in ((1.0, 2.0), (2.0, 4.0)):
            miss = (
                v * x
                - y
            )
            v = Number(v.value + miss * x)
        """,
    "attributes that are counted": """
        class Lazy:
            asked = []
            def __getattribute__(self, name):
                Lazy.asked.append(name)
                return object.__getattribute__(self, name)
        class Vector(list):
            def __iter__(self):
                print("iterated")
                return super().__iter__()
        lazy, vector, v = Lazy(), Vector([1.0, 2.0]), 0.0
        for x, y in ((1.0, 2.0), (2.0, 4.0)):
            lazy.value = v
            miss = v * x - y
            vector[0] = vector[0] - miss
            v -= 0.1 * miss * x
        print(Lazy.asked, v, vector[0])
        """,
    "a class and a closure that count": """
        def counted():
            calls = 0
            def predict(v, x):
                nonlocal calls
                calls += 1
                Counter.all += 1
                predict.own = calls
                return v * x
            return predict
        class Counter:
            all = 0
        predict, v = counted(), 0.0
        for _ in range(10):
            for x, y in ((1.0, 2.0), (2.0, 4.0)):
                miss = predict(v, x) - y
                v -= 0.1 * miss * x
        print(v, Counter.all, predict.own)
        """,
    "a loop whose body declares a global name": """
        def train():
            for x, y in ((1.0, 2.0), (2.0, 4.0)):
                global v
                miss = v * x - y
                v -= 0.1 * miss * x
        v = 0.0
        train()
        print(v)
        """,
}
"""Programs that end with a training loop's names in scope, by what is hard about them."""


@pytest.mark.parametrize("source", SAME.values(), ids=SAME)
def test_recording_changes_nothing(source: str, tmp_path: Path) -> None:
    """The exit code and the output are those of Python alone."""
    script = tmp_path / "train.py"
    script.write_text(f"{TRAINING}{textwrap.dedent(source)}\n")
    recorded = captured(script)
    assert recorded == plain(script)
    assert recorded.found["runs"]


def test_packages_beside_the_script_are_imported_and_recorded(tmp_path: Path) -> None:
    """A module that a package imports by a relative name is recorded, too."""
    package = tmp_path / "models"
    package.mkdir()
    (package / "__init__.py").write_text("from .line import train\n")
    (package / "line.py").write_text("from . import rates\n\ndef train():\n" + textwrap.indent(TRAINING, "    "))
    (package / "rates.py").write_text("RATE = 0.1\n")
    script = tmp_path / "main.py"
    script.write_text("import models.line\nmodels.train()\nprint(models.line.__package__, models.rates.RATE)\n")
    recorded = captured(script)
    assert recorded == plain(script)
    assert recorded.found["runs"] == [[7, 61, 60]]


def test_a_module_that_the_script_writes_is_the_one_that_is_imported(tmp_path: Path) -> None:
    """The module is what it is when it is imported, and not what it was before."""
    (tmp_path / "setting.py").write_text("VALUE = 1\n")
    script = tmp_path / "main.py"
    script.write_text("open('setting.py', 'w').write('VALUE = 2\\n')\nimport setting\nprint(setting.VALUE)\n")
    assert captured(script).stdout == "2\n"


def test_answers_are_the_standard_input(tmp_path: Path) -> None:
    """`input` and `sys.stdin` get the answers, and then the end of the file."""
    script = tmp_path / "asks.py"
    script.write_text(
        "import sys\nprint(input('a? '), sys.stdin.readline())\ntry: input()\nexcept EOFError: print('end')\n"
    )
    recorded = captured(script, given={"answers": ["one", "two"]})
    assert (recorded.exit_code, recorded.stdout) == (0, "a? one two\n\nend\n")
