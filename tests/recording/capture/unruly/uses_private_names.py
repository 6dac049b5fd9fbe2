class Trainer:
    def __init__(self):
        self.__w = self.__b = 0.0

    def __step(self, x, y):
        miss = self.__w * x + self.__b - y
        self.__w -= 0.1 * miss * x
        self.__b -= 0.1 * miss

    def run(self, pairs):
        for _pair in pairs:
            self.__step(*_pair)
        return sorted(vars(self).items())


print(Trainer().run([(0.0, 1.0), (1.0, 2.0)] * 20))
_, __, ___ = 1, 2, 3
print(_, __, ___, "_Trainer__step" in vars(Trainer))
