class Path:
    """A subtraction that is no arithmetic, in a loop that also trains."""

    def __init__(self, *parts):
        self.parts = parts

    def __sub__(self, other):
        print("minus", other)
        return Path(*self.parts, other)


path = Path("root")
seen = {1, 2, 3, 4}
w = b = 0.0
for turn in range(6):
    path = path - turn
    seen = seen - {turn}
    miss = w * turn + b - 2 * turn
    w, b = w - 0.02 * miss * turn, b - 0.02 * miss
print(path.parts, seen, w, b)
try:
    print("text" - w)
except TypeError as error:
    print(error)
