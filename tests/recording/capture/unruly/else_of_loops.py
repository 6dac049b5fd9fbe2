pairs = [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)]


def train(limit):
    w = b = 0.0
    for turn in range(limit):
        worst = 0.0
        for x, y in pairs:
            miss = w * x + b - y
            w -= 0.2 * miss * x
            b -= 0.2 * miss
            worst = max(worst, abs(miss))
        if worst < 1e-3:
            break
    else:
        return "not done", w, b
    return "done", turn, w, b


print(train(5))
print(train(500))
w, left = 8.0, 30
while left:
    left -= 1
    w -= 0.1 * 2 * w
    if w < 0:
        break
else:
    print("never below zero", w)
