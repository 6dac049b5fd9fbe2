"""Storing what a worker made: each file is written beside its place, noted in the ledger, and moved there whole."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sgdviz.atomic import Transaction, output_errors
from sgdviz.jobs.batch.ledger import Entry, NotedFile

if TYPE_CHECKING:
    from sgdviz.jobs.batch.fingerprint import Fingerprint
    from sgdviz.jobs.batch.job import Job
    from sgdviz.jobs.batch.ledger import Ledger
    from sgdviz.jobs.batch.places import Places
    from sgdviz.jobs.batch.task import Made


def store(job: Job, made: Made, fingerprint: Fingerprint, ledger: Ledger, places: Places) -> Entry:
    """Write the outputs of a job, and return what is noted of it. Raises `OutputError`; then all is as it was."""
    with Transaction() as outputs:
        for path, data in made.outputs.items():
            file = outputs.file(places.make_folder(path))
            with output_errors(path):
                file.write(data)
        files = tuple(
            NotedFile(path, len(data), hashlib.sha256(data).hexdigest(), found.st_mtime_ns)
            for (path, data), found in zip(made.outputs.items(), outputs.finished(), strict=True)
        )
        entry = Entry(fingerprint, files, made.seconds, made.final_cost, made.frames, made.notes)
        ledger.keep(job.key, entry, made.still)
    return entry
