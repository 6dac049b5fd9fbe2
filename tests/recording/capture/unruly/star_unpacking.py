rows = [(1.0, 0.0, 2.0), (0.5, 1.0, 1.0), (2.0, -1.0, 5.0), (0.0, 0.5, -0.5)]
theta = [0.0, 0.0, 0.0]
for _ in range(40):
    for *inputs, target in rows:
        first, *rest = theta
        error, = [first + sum(t * v for t, v in zip(rest, inputs)) - target]
        theta[:] = first - 0.1 * error, *(t - 0.1 * error * v for t, v in zip(rest, inputs))
print(theta)
(p, (q, *_)), *_, s = ("a", "bcd"), 1, 2, 3
print(p, q, s, *theta[:1], sep="|")
print({**{"w": theta[0]}, "b": theta[-1]})
