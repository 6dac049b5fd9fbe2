class Touchy:
    """A number that can be computed with, and with which nothing else can be done."""

    def __init__(self, value):
        self.value = value

    def __mul__(self, other):
        return Touchy(self.value * (other.value if isinstance(other, Touchy) else other))

    def __add__(self, other):
        return Touchy(self.value + (other.value if isinstance(other, Touchy) else other))

    def __sub__(self, other):
        return Touchy(self.value - (other.value if isinstance(other, Touchy) else other))

    def refuse(self, *args):
        raise RuntimeError("do not touch")

    __eq__ = __ne__ = __lt__ = __bool__ = __len__ = __iter__ = __array__ = __float__ = __hash__ = refuse
    __repr__ = __str__ = __copy__ = __deepcopy__ = __reduce_ex__ = __getitem__ = refuse

    def __getattr__(self, name):
        raise RuntimeError(f"who asks for {name}?")


w, b = Touchy(0.0), Touchy(0.0)
for _ in range(15):
    for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 4.0)):
        miss = w * x + b - y
        w = w - miss * x * 0.1
        b = b - miss * 0.1
print(w.value, b.value)
