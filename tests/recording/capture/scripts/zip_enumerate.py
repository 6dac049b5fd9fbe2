temperatures = [14, 16, 19, 21, 23, 26, 29, 31]
cones_sold = [15, 22, 33, 38, 46, 57, 66, 75]

m, c = 1.0, 0.0
for pass_number in range(6):
    for day, (temp, sold) in enumerate(zip(temperatures, cones_sold), start=1):
        forecast = m * temp + c
        miss = sold - forecast
        m = m + 0.0005 * miss * temp
        c = c + 0.0005 * miss
        if day == len(temperatures):
            print("pass", pass_number, "last miss", miss)
print((m, c))
