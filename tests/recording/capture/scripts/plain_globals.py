# Fit a line to delivery times: distance in km, time in minutes.
distance = [1.0, 2.5, 3.0, 4.2, 5.1, 6.0, 7.4, 8.3]
minutes = [9.5, 14.8, 17.1, 20.9, 25.2, 27.6, 34.3, 36.9]

slope = 0.0
start = 0.0
rate = 0.004

for epoch in range(40):
    total = 0
    for i in range(len(distance)):
        guess = slope * distance[i] + start
        error = guess - minutes[i]
        total += error**2
        slope = slope - rate * 2 * error * distance[i]
        start = start - rate * 2 * error
    if epoch % 10 == 0:
        print("epoch", epoch, "loss", total / len(distance))

print(repr(slope), repr(start))
