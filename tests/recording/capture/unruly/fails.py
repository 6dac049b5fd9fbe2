def train(pairs):
    w = b = 0.0
    for turn in range(100):
        for x, y in pairs:
            miss = w * x + b - y
            w -= 0.1 * miss * x
            b -= 0.1 * miss
        if turn == 30:
            print("about to fail", w, b, flush=True)
            w = pairs[turn]


train([(0.0, 1.0), (1.0, 2.0)])
