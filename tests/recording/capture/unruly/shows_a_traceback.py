import traceback


def step(w, x, y):
    miss = w * x - y
    if miss > -0.5:
        raise ArithmeticError(
            f"close enough: {miss!r}"
        )
    return w - 0.1 * miss * x


w = 0.0
try:
    for _ in range(100):
        w = step(
            w,
            2.0,
            6.0,
        )
except ArithmeticError as error:
    for frame in traceback.extract_tb(error.__traceback__):
        print(frame.name, frame.lineno, frame.line, frame.colno, frame.end_colno)
    print(error)
print(w)
