"""Capture: a training script, a notebook or an article run as it is, and what its loops do as recordings."""

from sgdviz.recording.capture.capture import Analysis, Captured, capture
from sgdviz.recording.capture.find import Find
from sgdviz.recording.capture.program import Program
from sgdviz.recording.capture.read import read_program
from sgdviz.recording.capture.run import CapturedRun
from sgdviz.recording.capture.syntax import report_syntax

__all__ = ["Analysis", "Captured", "CapturedRun", "Find", "Program", "capture", "read_program", "report_syntax"]
