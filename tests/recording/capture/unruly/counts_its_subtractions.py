from collections import Counter

calls = Counter()


class Number:
    def __init__(self, value):
        calls["new"] += 1
        self.value = value

    def __mul__(self, other):
        calls["*"] += 1
        return Number(self.value * getattr(other, "value", other))

    def __add__(self, other):
        calls["+"] += 1
        return Number(self.value + getattr(other, "value", other))

    def __sub__(self, other):
        calls["-"] += 1
        return Number(self.value - getattr(other, "value", other))

    def __isub__(self, other):
        calls["-="] += 1
        self.value -= getattr(other, "value", other)
        return self

    def __float__(self):
        calls["float"] += 1
        return float(self.value)

    def __len__(self):
        calls["len"] += 1
        raise TypeError("a number has no length")


w, b = Number(0.0), Number(0.0)
for _ in range(15):
    for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 4.0)):
        miss = w * x + b - y
        w -= miss * (0.1 * x)
        b -= miss * 0.1
print(sorted(calls.items()))
print(w.value, b.value)
