"""Batches: many animations from one file of jobs, on any executor, resumable."""

from sgdviz.jobs.batch.result import JobResult

__all__ = ["JobResult"]
