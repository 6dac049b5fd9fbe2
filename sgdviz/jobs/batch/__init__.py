"""Batches: many animations from one file of jobs, on any executor, resumable."""

from sgdviz.jobs.batch.batches import Batch, batch
from sgdviz.jobs.batch.faults import JobsError
from sgdviz.jobs.batch.result import JobResult, OutputFile

__all__ = ["Batch", "JobResult", "JobsError", "OutputFile", "batch"]
