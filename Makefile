# Every target works in a bare clone. `demo` and `test` are the two lines of README.md, word for word
# (tests/test_readme.py compares them); .ci/run runs what `ci` does, in the same order.
.PHONY: setup demo test fuzz checks lint types contracts shape reference wheel ci

setup:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

demo:
	python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/textmine demo

test:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -n auto

# new random examples, more of them: for a night, not for every change
fuzz: setup
	TEXTMINE_EXAMPLES=fuzz .venv/bin/python -m pytest -n auto

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: setup
	.venv/bin/mypy

contracts: setup
	.venv/bin/lint-imports --no-logo

shape: setup
	.venv/bin/python -m tests.shape

checks: setup lint types contracts shape

# writes docs/reference.md and docs/commands.md anew; a test fails where they are not what the code says
reference: setup
	.venv/bin/python -m tests.reference

# for a release: the wheel, installed outside the checkout, runs the sample that it brings along.
# In CI `demo` proves that the declared packages suffice, and tests/test_wheel.py what is in the wheel.
wheel: setup
	rm -rf dist
	.venv/bin/python -m build --wheel --outdir dist . > /dev/null
	set -e; away=$$(mktemp -d); trap 'rm -rf "$$away"' EXIT; \
	python3 -m venv "$$away/venv"; \
	"$$away/venv/bin/pip" install -q dist/textmine-*.whl; \
	cd "$$away"; venv/bin/textmine --version; venv/bin/textmine demo --out results; \
	test -s results/run.json

ci: demo checks test
