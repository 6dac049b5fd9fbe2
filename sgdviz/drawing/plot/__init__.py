"""Parts of panels: plots and axes, numbers and equations as text, curves and contours."""
