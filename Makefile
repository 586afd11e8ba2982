# make site   check every record and build the site in build/site
# make serve  show the site on http://127.0.0.1:8000/ and build it again when a record changes
# make test   lint, types, tests, the real records, and a strict build of the site
# make bench-verify  measure asking about 10,000 identifiers, at a server on this machine
# make lighthouse  measure home, claims table and a claim with Lighthouse (needs npx and a Chromium); 95 or more in all
# make clean  remove what make has made
# Each makes its own virtual environment once, and does again only what changed.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := $(shell find claims schema scripts site mkdocs.yml pyproject.toml -not -name '*.pyc' -not -name __pycache__)
# The first Chrome or Chromium of this machine.
CHROMIUM := $(shell for name in chromium chromium-browser google-chrome-stable google-chrome chrome \
	"/Applications/Chromium.app/Contents/MacOS/Chromium" \
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do command -v "$$name" && break; done)

# The site shows the day of the commit, so that the same commit gives the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve test lint types tests records bench-verify lighthouse clean

site: build/site/index.html

build/site/index.html: .venv/site-installed $(SOURCES)
	$(BIN)/claimgrade check
	rm -rf build/site.new
	$(BIN)/mkdocs build --strict --site-dir build/site.new
	rm -rf build/site && mv build/site.new build/site
	@echo "The site is in build/site: open build/site/index.html through 'make serve', or copy the folder to a web server."

serve: .venv/site-installed
	$(BIN)/mkdocs serve

test: lint types tests records site

lint: .venv/dev-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/dev-installed
	$(BIN)/mypy

INSTALL := On Debian: apt-get install chromium

tests: .venv/dev-installed
ifneq ($(CHROMIUM),)
	CLAIMGRADE_CHROMIUM="$(CHROMIUM)" $(BIN)/pytest -n auto
else ifdef CI
	@echo "No Chrome or Chromium was found, and in CI no test may be left out. $(INSTALL)" >&2; exit 1
else
	$(BIN)/pytest -n auto -m "not browser"
	@echo "Not run: the $$($(BIN)/pytest --collect-only --quiet -m browser | grep -c ::) tests in a browser," \
		"because no Chrome or Chromium was found. $(INSTALL)"
endif

records: .venv/site-installed
	$(BIN)/claimgrade check

bench-verify: .venv/dev-installed
	PYTHONPATH=tests $(BIN)/python tests/bench_verify.py

lighthouse: site
	CHROME_PATH="$(CHROMIUM)" $(BIN)/python tests/lighthouse.py build/site

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/site-installed: .venv/pyvenv.cfg pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e '.[site]'
	@touch $@

.venv/dev-installed: .venv/site-installed
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@
