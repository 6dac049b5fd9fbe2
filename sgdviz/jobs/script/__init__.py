"""A training script, run as it is, and the animation of what it did."""

from sgdviz.jobs.script.choose import chosen_runs
from sgdviz.jobs.script.draw import script_animation
from sgdviz.jobs.script.evidence import evidence_lines
from sgdviz.jobs.script.run import Running, ran_script

__all__ = ["Running", "chosen_runs", "evidence_lines", "ran_script", "script_animation"]
