from abc import ABC, abstractmethod


class Registry(type):
    known = []

    def __new__(cls, name, bases, space, **options):
        made = super().__new__(cls, name, bases, space)
        cls.known.append((name, sorted(key for key in space if not key.startswith("__")), options))
        return made


class Model(metaclass=Registry, kind="base"):
    rate = 0.1

    def __init_subclass__(cls, **options):
        cls.options = options

    def __getattr__(self, name):
        if name in {"w", "b"}:
            return 0.0
        raise AttributeError(name)

    def fit(self, pairs):
        for x, y in pairs:
            miss = self.w * x + self.b - y
            self.w -= self.rate * miss * x
            self.b -= self.rate * miss
        return self


class Fast(Model, kind="fast"):
    rate = 0.3

    def fit(self, pairs):
        return super().fit(pairs * 2)


class Shape(ABC):
    @abstractmethod
    def area(self): ...


print(vars(Fast().fit([(0.0, 1.0), (1.0, 2.0)] * 10)), vars(Model()))
print(Registry.known, Fast.options)
try:
    Shape()
except TypeError as error:
    print(error)
