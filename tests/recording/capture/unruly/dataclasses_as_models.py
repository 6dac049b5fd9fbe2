from dataclasses import asdict, dataclass, field, replace


@dataclass
class Model:
    w: float = 0.0
    b: float = 0.0
    history: list = field(default_factory=list, repr=False)

    def step(self, x, y, rate):
        miss = self.w * x + self.b - y
        self.w -= rate * miss * x
        self.b -= rate * miss
        self.history.append(miss)


@dataclass(frozen=True)
class State:
    w: float
    b: float


model, state = Model(), State(0.0, 0.0)
for _ in range(12):
    for x, y in ((0.0, 1.0), (1.0, 3.0), (2.0, 4.0)):
        model.step(x, y, 0.1)
        miss = state.w * x + state.b - y
        state = replace(state, w=state.w - 0.1 * miss * x, b=state.b - 0.1 * miss)
print(model, state, len(model.history), state == State(model.w, model.b))
print(sorted(asdict(model)), list(vars(model)))
