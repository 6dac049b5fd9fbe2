"""Jobs: whole animations as data. A lesson is a job that ships with the package."""

from sgdviz.jobs.animations import animate_lesson, animate_recordings, labels_of_files
from sgdviz.jobs.lesson import Lesson, find_lesson, lesson_names

__all__ = ["Lesson", "animate_lesson", "animate_recordings", "find_lesson", "labels_of_files", "lesson_names"]
