log = []


def train(stop):
    w = b = 0.0
    for turn in range(50):
        try:
            miss = w * 2.0 + b - 5.0
            w -= 0.1 * miss * 2.0
            if turn == stop:
                return "early", w, b
            if turn % 3 == 0:
                continue
            b -= 0.1 * miss
        except ZeroDivisionError:
            log.append("never")
        else:
            log.append(turn)
        finally:
            log.append("-")
            if turn == 7:
                return "finally", w, b
    return "late", w, b


print(train(4), train(40), len(log))
print(log[:10])


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        print("swallowed", kind.__name__, trace.tb_lineno)
        return True


w = 0.0
with Guard():
    for turn in range(10):
        w -= 0.1 * (w * 1.0 - 3.0)
        1 / (turn - 6)
print(w)
