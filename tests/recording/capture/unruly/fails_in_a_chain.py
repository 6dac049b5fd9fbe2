def read(text):
    try:
        return float(text)
    except ValueError as error:
        raise RuntimeError("a bad sample") from error


w = b = 0.0
for text in ["1", "2", "3", "four", "5"]:
    x = read(text)
    miss = w * x + b - 2 * x
    w, b = w - 0.05 * miss * x, b - 0.05 * miss
    print(x, w, b)
