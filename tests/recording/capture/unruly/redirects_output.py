import contextlib
import io
import sys
import warnings

held = io.StringIO()
w = b = 0.0
with contextlib.redirect_stdout(held):
    for turn in range(20):
        for x, y in ((0.0, 1.0), (1.0, 2.0)):
            miss = w * x + b - y
            w -= 0.1 * miss * x
            b -= 0.1 * miss
        print("turn", turn, miss)
warnings.warn("a warning with its line", stacklevel=1)
print(len(held.getvalue().splitlines()), w, b)
print("to stderr", file=sys.stderr)
sys.stdout.buffer.write(b"\xff\x00 bytes\n")
sys.stdout.flush()
sys.stdout.close()
