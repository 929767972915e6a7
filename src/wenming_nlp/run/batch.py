"""Any number of articles to an output folder, over processes, in bounded memory.

The input is cut into chunks in its own order. The first pass takes each chunk through all stages
and writes its parts; when the last one is done, it is known in how many articles each term stands, and the
second pass ranks the keywords. Chunks share nothing, so the files are the same whatever the number of
workers, and a run that was broken off goes on at the first chunk that is not finished.
"""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

import pyarrow.parquet as pq

from wenming_nlp.errors import InputError, WenmingError
from wenming_nlp.run.analysis import Analysis, open_analysis
from wenming_nlp.run.analyze import configure, extract_all, rules_of
from wenming_nlp.run.columns import failures_table, tables_of
from wenming_nlp.run.items import Page, Pages
from wenming_nlp.run.keywords import candidates_table, count_terms, frequencies_of, merge_counts, rank
from wenming_nlp.run.sources import Failure, chunks_of, load, read
from wenming_nlp.run.store import WORK, Done, Output, part_name, write_part, write_work
from wenming_nlp.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from wenming_nlp.run.config import AnalysisConfig
    from wenming_nlp.run.sources import Item, Source
    from wenming_nlp.terms.frequencies import DocumentFrequencies

__all__ = ["Progress", "analyze_to", "count_cores"]

#: Chunks that wait for a worker, for each worker: enough to keep it busy, few enough to stay small.
_AHEAD: Final = 2
_T = TypeVar("_T")


class Progress(NamedTuple):
    """How far a run is.

    Attributes
    ----------
    n_articles, n_failures : int
        Done so far, those of an earlier run included.
    n_bytes, all_bytes : int
        Of the input; ``all_bytes`` is 0 where it is not known.
    ranking : bool
        Whether the second pass has begun.
    """

    n_articles: int
    n_failures: int
    n_bytes: int
    all_bytes: int
    ranking: bool = False


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def analyze_to(
    source: Any,
    out: str | Path,
    config: AnalysisConfig | None = None,
    *,
    workers: int | None = None,
    chunk_size: int = 500,
    overwrite: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    **settings: Any,
) -> Analysis:
    """Analyse articles into a folder of Parquet files.

    Given again after it was broken off, at any moment, it goes on where it was and ends with the same bytes.

    Parameters
    ----------
    source : path, frame or iterable
        What `read` takes or returns.
    out : path
        A new or empty folder, or one in which this very run was begun.
    config : AnalysisConfig, optional
    workers : int, optional
        Processes; all cores if left out. With more than one, a script needs the usual
        ``if __name__ == "__main__":``.
    chunk_size : int, default 500
        Articles in one part of a table.
    overwrite : bool, default False
        Begin anew where an earlier run has written. Nothing but outputs of this library is ever removed.
    on_progress : callable, optional
        Called with a `Progress` after each chunk.
    **settings
        Fields of `AnalysisConfig`, instead of one.

    Returns
    -------
    Analysis
        The tables, read from the folder when they are used.

    Raises
    ------
    InputError
        If the source cannot be opened, the folder holds anything else or is in use by another run, or the
        input is not what it was when the run was begun.
    ConfigError
        If a setting is unknown or wrong.
    WenmingError
        If a worker process dies.
    """
    config = configure(config, settings)
    for name, value in (("workers", 1 if workers is None else workers), ("chunk_size", chunk_size)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise InputError(f"{name}: expected a whole number of 1 or more, got {value!r}")
    opened = read(source)
    with (
        Output(out, config, source=opened.name, chunk_size=chunk_size, overwrite=overwrite) as output,
        _Pool(workers or count_cores()) as pool,
    ):
        run = _Run(output, config, opened, on_progress)
        run.first_pass(pool, chunk_size)
        if not output.complete:
            run.second_pass(pool)
            output.finish(run.done())
    return open_analysis(out)


class _Run:
    """The two passes of one run, as the parent process sees them."""

    def __init__(
        self,
        output: Output,
        config: AnalysisConfig,
        source: Source,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._output = output
        self._config = config
        self._source = source
        self._on_progress = on_progress
        self._progress = Progress(0, 0, 0, source.n_bytes)
        self._n_chunks = 0

    def first_pass(self, pool: _Pool, chunk_size: int) -> None:
        """Extract and write what an article tells by itself."""
        for number, done, n_bytes in pool.map(_first, self._unfinished(chunk_size)):
            self._output.note(number, done)
            self._advance(done, n_bytes)
        if not self._n_chunks:
            raise InputError(f"{self._source.name}: expected articles, found none")
        self._output.check_end(self._n_chunks)

    def _unfinished(self, chunk_size: int) -> Iterator[_Chunk]:
        """Yield the chunks that an earlier run did not finish."""
        output = self._output
        for number, items in enumerate(chunks_of(self._source.items(), chunk_size)):
            self._n_chunks = number + 1
            digest = _digest(items)
            done = output.noted(number)
            if done is None and not output.complete:
                yield _Chunk(output.root, number, items, digest, self._config, output.fingerprint)
            elif done is not None and done.digest == digest:
                self._advance(done, sum(item.n_bytes for item in items))
            else:
                raise InputError(f"{output.root}: the input has changed since this run was begun (chunk {number})")

    def second_pass(self, pool: _Pool) -> None:
        """Rank the keywords, now that all terms are counted, and write the failures of both passes."""
        output = self._output
        path, token = output.work / "counts.parquet", ""
        if "keywords" in self._config.tables:
            parts = (pq.read_table(output.work / _work_name("counts", n)) for n in range(self._n_chunks))
            token = write_work(path, merge_counts(parts))
        names = [name for name in ("keywords", "failures") if name in self._config.tables]
        todo = (
            _Ranking(output.root, number, token, self._config, output.fingerprint)
            for number in range(self._n_chunks)
            if not all((output.root / name / part_name(number)).exists() for name in names)
        )
        for _ in pool.map(_second, todo):
            self._tell(self._progress._replace(ranking=True))

    def done(self) -> list[Done]:
        """Return what all chunks left behind."""
        result = []
        for number in range(self._n_chunks):
            done = self._output.noted(number)
            assert done is not None
            late = {
                name: pq.read_metadata(self._output.root / name / part_name(number)).num_rows
                for name in ("keywords", "failures")
                if name in self._config.tables
            }
            result.append(Done(done.digest, done.n_articles, late["failures"], done.rows | late))
        return result

    def _advance(self, done: Done, n_bytes: int) -> None:
        so_far = self._progress
        self._tell(
            so_far._replace(
                n_articles=so_far.n_articles + done.n_articles,
                n_failures=so_far.n_failures + done.n_failures,
                n_bytes=so_far.n_bytes + n_bytes,
            )
        )

    def _tell(self, progress: Progress) -> None:
        self._progress = progress
        if self._on_progress is not None:
            self._on_progress(progress)


class _Chunk(NamedTuple):
    """A chunk's articles, on their way to a worker."""

    root: Path
    number: int
    items: list[Item]
    digest: str
    config: AnalysisConfig
    fingerprint: str


class _Ranking(NamedTuple):
    """A chunk whose keywords are to be ranked."""

    root: Path
    number: int
    token: str
    config: AnalysisConfig
    fingerprint: str


def _first(chunk: _Chunk) -> tuple[int, Done, int]:
    """Analyse a chunk and write its parts; what the second pass needs goes to the work folder."""
    root, config = chunk.root, chunk.config
    rules = rules_of(config)
    extracts, failures = extract_all((load(item, rules) for item in chunk.items), config)
    tables = tables_of(extracts, (), [name for name in config.tables if name not in ("keywords", "failures")])
    for name, table in tables.items():
        write_part(root, TABLES[name], table, chunk.number, chunk.fingerprint)
    work = root / WORK
    if "keywords" in config.tables:
        write_work(work / _work_name("candidates", chunk.number), candidates_table(extracts, config))
        write_work(work / _work_name("counts", chunk.number), count_terms(extracts))
    write_work(work / _work_name("failures", chunk.number), failures_table(failures))
    rows = {name: len(table) for name, table in tables.items()}
    n_bytes = sum(item.n_bytes for item in chunk.items)
    return chunk.number, Done(chunk.digest, len(extracts), len(failures), rows), n_bytes


def _second(job: _Ranking) -> int:
    """Rank a chunk's keywords."""
    root, work = job.root, job.root / WORK
    known = pq.read_table(work / _work_name("failures", job.number)).to_pylist()
    failures = [Failure(**row) for row in known]
    if "keywords" in job.config.tables:
        frequencies = _frequencies(work / "counts.parquet", job.token)
        candidates = pq.read_table(work / _work_name("candidates", job.number))
        keywords, failed = rank(candidates, frequencies, job.config)
        failures += failed
        write_part(root, TABLES["keywords"], keywords, job.number, job.fingerprint)
    write_part(root, TABLES["failures"], failures_table(failures), job.number, job.fingerprint)
    return job.number


def _work_name(what: str, number: int) -> str:
    return f"{what}-{number:05d}.parquet"


@lru_cache(maxsize=1)
def _frequencies(path: Path, token: str) -> DocumentFrequencies:  # noqa: ARG001  (tells runs in one process apart)
    """Return the corpus's document frequencies, read once in a process."""
    return frequencies_of(pq.read_table(path))


def _digest(items: list[Item]) -> str:
    """Return 16 hex digits that stand for a chunk's input: ids, and records or the state of files."""
    digest = blake2b(digest_size=8)
    for item in items:
        payload: Any = item.payload
        if isinstance(payload, Path):
            # What a link in a circle leads to cannot be asked; the link itself can.
            state = payload.stat() if payload.exists() else payload.lstat()
            payload = (state.st_size, state.st_mtime_ns)
        elif isinstance(payload, Pages):
            payload = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in payload.paths]
        elif isinstance(payload, Page):
            payload = (blake2b(payload.data, digest_size=16).digest(), *payload[1:])
        digest.update(repr((item.article_id, item.origin, payload)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class _Pool:
    """Worker processes that are started when there is more than one job."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def map(self, function: Callable[[Any], _T], jobs: Iterable[Any]) -> Iterator[_T]:
        """Yield the results as they come, with a bounded number of jobs under way."""
        rest = iter(jobs)
        first = list(islice(rest, 2))
        if self._workers == 1 or len(first) < 2:
            yield from map(function, chain(first, rest))
            return
        pending: set[Future[_T]] = set()
        try:
            for job in chain(first, rest):
                pending.add(self._start().submit(function, job))
                if len(pending) >= self._workers * (1 + _AHEAD):
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            yield from (future.result() for future in as_completed(pending))
        except BrokenProcessPool:
            raise WenmingError(
                "a worker process died, most likely for lack of memory; give the same command again to go on, "
                "with fewer workers or smaller chunks"
            ) from None

    def _start(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # Spawned on every system: a forked child would share locks and open files with its parent.
            context = get_context("spawn")
            self._executor = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_begin_worker)
        return self._executor


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
