x = [0.0, 1.0, 2.0, 3.0]
y = [1.0, 1.5, 2.0, 2.5]


def mean(x):
    y = 0.0
    for w in x:
        y = y + w
    return y / len(x)


def train(x, y):
    w = b = 0.0
    for _ in range(30):
        out = [w * x + b for x in x]
        r = [out - y for out, y in zip(out, y)]
        w = w - 0.1 * mean([r * x for r, x in zip(r, x)])
        b = b - 0.1 * mean(r)
    return w, b


class print_once:
    w = "a class has names of its own"

    def __call__(self, *args):
        w = args
        print(*w)


print_once()(*train(x, y), x, y, print_once.w)
