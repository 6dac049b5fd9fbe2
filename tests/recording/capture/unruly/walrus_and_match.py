pairs = iter([(0.0, 1.0), (1.0, 2.0), ("stop",), (2.0, 9.0)] * 10)
w = b = 0.0
while (pair := next(pairs, None)) is not None:
    match pair:
        case (float(x), float(y)) if abs(miss := w * x + b - y) > 1e-3:
            w -= 0.05 * miss * x
            b -= 0.05 * miss
        case ("stop",):
            continue
        case _:
            print("good enough")
            break
print(w, b, miss, pair)
