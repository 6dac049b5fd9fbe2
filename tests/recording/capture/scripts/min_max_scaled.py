rooms_area = [38, 45, 52, 60, 71, 80, 96, 110, 125]
rent = [520, 560, 640, 690, 830, 880, 1040, 1190, 1300]


def scale(values):
    low, high = min(values), max(values)
    return [(v - low) / (high - low) for v in values]


xs = scale(rooms_area)
w0 = w1 = 0.0
turns_left = 200
while turns_left:
    turns_left -= 1
    d0 = sum((w0 + w1 * x) - r for x, r in zip(xs, rent)) / len(xs)
    d1 = sum(((w0 + w1 * x) - r) * x for x, r in zip(xs, rent)) / len(xs)
    w0 -= 0.1 * d0
    w1 -= 0.1 * d1
print(repr(w0), repr(w1))
