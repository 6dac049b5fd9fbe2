def samples(times):
    for _ in range(times):
        yield from ((0.0, 1.0), (1.0, 2.5), (2.0, 4.0), (3.0, 5.5))


def learner():
    w = b = 0.0
    answer = None
    while True:
        x, y = yield answer
        answer = w * x + b - y
        w -= 0.05 * answer * x
        b -= 0.05 * answer
        if y is None:
            return


model = learner()
next(model)
errors = [model.send(pair) for pair in samples(25)]
print(len(errors), errors[0], errors[-1])
try:
    model.throw(ValueError("enough"))
except ValueError as reason:
    print("stopped:", reason)
print(list(model))
