import functools


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def repeated(times):
    def decorate(function):
        def run(*args):
            return [function(*args) for _ in range(times)]

        return run

    return decorate


@counted
def predict(w, b, x):
    """Return the height of the line at x."""
    return w * x + b


@repeated(2)
@counted
def train(xs, ys):
    w = b = 0.0
    for _ in range(20):
        for x, y in zip(xs, ys):
            miss = predict(w, b, x) - y
            w -= 0.1 * miss * x
            b -= 0.1 * miss
    return w, b


print(train([0.0, 1.0, 2.0], [1.0, 0.0, -1.0]))
print(predict.calls, predict.__name__, predict.__doc__, predict.__wrapped__.__code__.co_argcount)
