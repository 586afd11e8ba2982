"""Measures a built site with Lighthouse: home, claims table, the heaviest claim; median of three. `make lighthouse`.

Usage: python tests/lighthouse.py FOLDER, with a Chromium in CHROME_PATH. Ends with 1 where a category is under 95.
The server on loopback sends gzip, as a host of static files does.
"""

import gzip
import json
import statistics
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LIGHTHOUSE = "lighthouse@13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = 95
RUNS = 3
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml"}


class Gzipped(SimpleHTTPRequestHandler):
    """Serves files, what is text as gzip."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class names it so
        """Say nothing."""


def scores(address: str) -> dict[str, int]:
    """What Lighthouse gives a page for a phone, in each category, from 0 to 100."""
    command = [
        "npx",
        "--yes",
        LIGHTHOUSE,
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    told = json.loads(subprocess.run([*command, flags], check=True, capture_output=True, text=True).stdout)
    return {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}


def main(site: Path) -> int:
    """Print a line for each page; 1 where one has too little, else 0."""
    claims = sorted(site.glob("claims/*/*/index.html"), key=lambda path: path.stat().st_size)
    pages = ["", "claims/", f"{claims[-1].parent.relative_to(site).as_posix()}/"]
    worst = 100
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Gzipped, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            runs = [scores(f"http://127.0.0.1:{server.server_port}/{page}") for _ in range(RUNS)]
            medians = {name: round(statistics.median(run[name] for run in runs)) for name in CATEGORIES}
            print(f"/{page}: " + ", ".join(f"{name} {score}" for name, score in medians.items()), flush=True)
            worst = min(worst, *medians.values())
        server.shutdown()
    if worst < WANTED:
        print(f"{worst} is less than {WANTED}")
    return int(worst < WANTED)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
