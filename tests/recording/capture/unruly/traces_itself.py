import sys

lines = []


def tracer(frame, event, argument):
    if frame.f_code.co_name == "train":
        lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer
    return None


def train(pairs):
    w = b = 0.0
    for x, y in pairs:
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
    return w, b


sys.settrace(tracer)
result = train([(0.0, 1.0), (1.0, 2.0)])
sys.settrace(None)
print(result, len(lines))
print(lines)
