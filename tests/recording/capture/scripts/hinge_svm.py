import numpy as np


class MaxMargin:
    def __init__(self, rate=0.01, decay=0.02, rounds=25):
        self.rate, self.decay, self.rounds = rate, decay, rounds

    def fit(self, X, y):
        side = np.where(y > 0, 1, -1)
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        for _ in range(self.rounds):
            for k, row in enumerate(X):
                if side[k] * (self.w @ row + self.b) >= 1:
                    self.w -= self.rate * self.decay * self.w
                else:
                    self.w -= self.rate * (self.decay * self.w - side[k] * row)
                    self.b += self.rate * side[k]


gen = np.random.default_rng(17)
X = np.concatenate([gen.normal((1, 2), 0.7, (16, 2)), gen.normal((4, 4), 0.7, (16, 2))])
y = np.repeat([0, 1], 16)
machine = MaxMargin()
machine.fit(X, y)
print(repr(machine.w), repr(machine.b))
