"""Record a training loop in plain Python, with one line inside it."""

import random

import sgdviz

hours = [1.0, 2.0, 3.5, 4.0, 5.5]
marks = [52.0, 57.0, 66.0, 71.0, 80.0]

random.seed(1)
weight, bias = random.uniform(0, 2), random.uniform(30, 50)

recorder = sgdviz.Recorder(
    hours,
    marks,
    predict=lambda h: weight * h + bias,
    formula="mark = {weight} h + {bias}",
    feature_names=("hours of study",),
    target_name="mark",
)
recorder.record(weight=weight, bias=bias)  # the start

for epoch in range(1, 41):
    for i, (hour, mark) in enumerate(zip(hours, marks, strict=True)):
        error = weight * hour + bias - mark
        weight -= 0.02 * error * hour
        bias -= 0.02 * error
        recorder.record(weight=weight, bias=bias, loss=error, sample=i, pass_index=epoch)

sgdviz.animate(recorder.recording(), title="Marks by hours of study", every=2).save("plain_loop.gif")
