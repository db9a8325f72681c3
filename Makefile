# Every target works in a bare clone. `demo` and `test` are the two lines of README.md, word for word
# (tests/test_readme.py compares them); `ci` is what .ci/run calls. Where the environment is made already,
# SETUP= leaves that out.
SETUP = setup
.PHONY: setup demo test fuzz checks quick lint types contracts shape reference pictures wheel tried ci

setup:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

demo:
	python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/textmine demo

test:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -n auto

# new random examples, more of them: for a night, not for every change
fuzz: $(SETUP)
	TEXTMINE_EXAMPLES=fuzz .venv/bin/python -m pytest -n auto

lint: $(SETUP)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: $(SETUP)
	.venv/bin/mypy

contracts: $(SETUP)
	.venv/bin/lint-imports --no-logo

shape: $(SETUP)
	.venv/bin/python -m tests.shape

quick: lint contracts shape

checks: quick types

# writes docs/reference.md and docs/commands.md anew; a test fails where they are not what the code says
reference: $(SETUP)
	.venv/bin/python -m tests.reference

# writes the pictures of README.md and README.ja.md anew from the sample; needs Chromium and chromedriver
pictures: $(SETUP)
	.venv/bin/python -m tests.pictures

# for a release: the wheel, installed outside the checkout, runs the sample that it brings along
# (in CI, tests/test_wheel.py and tests/test_dependencies.py say the same without installing all packages again)
wheel: $(SETUP)
	rm -rf dist
	.venv/bin/python -m build --wheel --outdir dist . > /dev/null
	set -e; away=$$(mktemp -d); trap 'rm -rf "$$away"' EXIT; \
	python3 -m venv "$$away/venv"; \
	"$$away/venv/bin/pip" install -q dist/textmine-*.whl; \
	cd "$$away"; venv/bin/textmine --version; venv/bin/textmine demo --out results; \
	test -s results/run.json

# What demo and test run, in the environment that setup has made: with the line that makes it, each would ask pip
# for the same packages again.
tried: $(SETUP)
	.venv/bin/textmine demo
	.venv/bin/python -m pytest -n auto

# first what says within seconds what is wrong; then the types, which take one processor for a minute, beside the
# tests, which end last, so that pytest's closing line is the last one printed
ci: $(SETUP)
	$(MAKE) -j2 --output-sync=target SETUP= quick
	$(MAKE) -j2 SETUP= types tried
