# A marble rolls down h(p) = (p^2 - 4)^2 / 10 + p / 2.


def height(p):
    return (p**2 - 4) ** 2 / 10 + p / 2


def steepness(p):
    return 4 * p * (p**2 - 4) / 10 + 0.5


position = 3.1
rolled = 1.0
count = 0
while rolled > 0.0005 and count < 500:
    before = position
    position = position - 0.05 * steepness(before)
    rolled = abs(position - before)
    count += 1
print("steps", count, "height", height(position))
print(position)
