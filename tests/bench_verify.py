"""Measures asking about 10,000 identifiers at a server on this machine: time against the announced limits, and memory.

    make bench-verify

The server is a process of its own, so that only the memory of the one that asks is counted. It answers in 50 ms and
announces Crossref's limits; NCBI's are its policy's. The run ends with 1 where a limit is broken, or time or memory is
more than the project allows itself.
"""

import multiprocessing
import resource
import sys
import time
from collections import Counter
from multiprocessing.connection import Connection

from bibliographic_formats import Work
from bibliographic_server import Limit, serve
from claimgrade.citations.answer import Identifier
from claimgrade.citations.crossref import BATCH as DOIS
from claimgrade.citations.pubmed import BATCH as PMIDS
from claimgrade.citations.services import open_services
from claimgrade.identifiers import Doi, Pmid

EACH = 5000
LIMITS = {"/works/": Limit(10, 1, 3), "/works": Limit(3, 1), "/e": Limit(3, 1, 3)}  # /e…: NCBI counts all together
MOST_TIME, MOST_MEMORY = 1.2, 300  # times what the limits allow; MiB


def run_server(pipe: Connection) -> None:
    """Serve until the other end says that it is done."""
    works = [Work(doi=f"10.5555/{i}") for i in range(EACH)] + [Work(pmid=str(i)) for i in range(1, EACH + 1)]
    with serve(works, delay=0.05, limits=LIMITS) as server:
        pipe.send(server.environment)
        pipe.recv()
        pipe.send((server.broken_limits, len(server.requests)))


def main() -> int:
    """Ask, and print what it took."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=run_server, args=(there,))
    process.start()
    services = open_services(here.recv(), "bench@example.org")
    started = time.monotonic()
    identifiers: list[Identifier] = [
        *(Doi(f"10.5555/{i}") for i in range(EACH)),
        *(Pmid(str(i)) for i in range(1, EACH + 1)),
    ]
    answers = list(services.look_up(identifiers))
    took = time.monotonic() - started
    here.send("done")
    broken, requests = here.recv()
    process.join()
    # One pool each, asked at the same time: the slower one is what the limits allow.
    allowed = max((EACH / DOIS - 1) / 3, (2 * EACH / PMIDS - 1) / 3)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = dict(Counter(type(answer).__name__ for answer in answers))
    sys.stdout.write(
        f"{told} in {requests} requests\n"
        f"{took:.1f} s; the limits allow {allowed:.1f} s; ratio {took / allowed:.2f} (at most {MOST_TIME})\n"
        f"peak memory {memory:.0f} MiB (at most {MOST_MEMORY}); limits broken: {'; '.join(broken[:3]) or 'none'}\n"
    )
    return int(took / allowed > MOST_TIME or memory > MOST_MEMORY or bool(broken))


if __name__ == "__main__":
    sys.exit(main())
