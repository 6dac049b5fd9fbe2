ages = [3, 5, 6, 8, 9, 11, 12, 14]
heights = [0.95, 1.08, 1.15, 1.27, 1.33, 1.44, 1.50, 1.63]

theta = [0.0, 0.0]


def hypothesis(age):
    return theta[0] + theta[1] * age / 10


def partial(j):
    total = 0.0
    for age, height in zip(ages, heights):
        total += (hypothesis(age) - height) * (age / 10 if j else 1)
    return total / len(ages)


for iteration in range(120):
    temp = []
    for j in range(2):
        temp.append(theta[j] - 0.5 * partial(j))
    theta = temp
print(theta)
