from functools import reduce

pairs = [(0.0, 1.0), (1.0, 2.0), (2.0, 4.0)]
step = lambda line, pair: (
    line[0] - 0.1 * (line[0] * pair[0] + line[1] - pair[1]) * pair[0],
    line[1] - 0.1 * (line[0] * pair[0] + line[1] - pair[1]),
)
print(reduce(step, pairs * 30, (0.0, 0.0)))

line = [0.0, 0.0]
[line.__setitem__(slice(None), step(line, pair)) for _ in range(30) for pair in pairs]
print(line)

w = b = 0.0
path = [(w := w - 0.1 * (m := w * x + b - y) * x, b := b - 0.1 * m) for _ in range(30) for x, y in pairs]
print(path[-1], len(path), {round(w, 3): None for w, _ in path[-2:]})
