import atexit
import sys


def last_words(kind, error, trace):
    while trace.tb_next:
        trace = trace.tb_next
    print("hook:", kind.__name__, error, trace.tb_lineno, trace.tb_frame.f_code.co_name, flush=True)


sys.excepthook = last_words
atexit.register(lambda: print("at exit:", w, b, flush=True))
w = b = 0.0


def check(value):
    if value > 1.9:
        raise ValueError(f"w is {value!r}")


for _ in range(100):
    for x, y in ((0.0, 1.0), (1.0, 3.0), (2.0, 5.0)):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
    check(w)
