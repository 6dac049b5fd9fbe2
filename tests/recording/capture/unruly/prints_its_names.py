def train(pairs):
    w = b = 0.0
    for x, y in pairs:
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
        if x == 2.0:
            names = sorted(locals())
    return w, b, names, sorted(locals())


class Space:
    inside = sorted(locals())


print(train([(0.0, 1.0), (1.0, 2.0), (2.0, 4.0)]))
print(sorted(globals()))
print(dir() == sorted(globals()), Space.inside, sorted(vars(Space)))
print(type(__builtins__).__name__, "print" in dir(__builtins__))
