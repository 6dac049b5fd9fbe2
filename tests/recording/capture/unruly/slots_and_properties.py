class Line:
    __slots__ = ("_b", "_w", "reads", "writes")

    def __init__(self):
        self._w = self._b = 0.0
        self.reads = self.writes = 0

    @property
    def w(self):
        self.reads += 1
        return self._w

    @w.setter
    def w(self, value):
        self.writes += 1
        self._w = value

    @property
    def b(self):
        self.reads += 1
        return self._b

    @b.setter
    def b(self, value):
        self.writes += 1
        self._b = value


line = Line()
for _ in range(20):
    for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 4.0)):
        miss = line.w * x + line.b - y
        line.w -= 0.1 * miss * x
        line.b -= 0.1 * miss
print("reads", line.reads, "writes", line.writes)
print(line.w, line.b)
