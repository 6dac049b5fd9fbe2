"""The trainer that trainer_elsewhere.py imports."""


class Trainer:
    def __init__(self, step):
        self.step = step
        self.gain = 0.0
        self.offset = 0.0

    def run(self, x, y, turns):
        for _ in range(turns):
            out = self.gain * x + self.offset
            self.gain -= self.step * ((out - y) * x).mean()
            self.offset -= self.step * (out - y).mean()
