# Every target works in a bare clone. `demo` and `test` are the two lines of README.md, word for word
# (tests/test_readme.py compares them); `ci` is what .ci/run calls.
.PHONY: setup demo test lint types contracts wheel ci

setup:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

demo:
	python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/textmine demo

test:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -n auto

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: setup
	.venv/bin/mypy

contracts: setup
	.venv/bin/lint-imports

# built, installed outside the checkout, and run there on the sample that it brings along
wheel: setup
	rm -rf dist
	.venv/bin/python -m build --wheel --outdir dist . > /dev/null
	set -e; away=$$(mktemp -d); trap 'rm -rf "$$away"' EXIT; \
	python3 -m venv "$$away/venv"; \
	"$$away/venv/bin/pip" install -q dist/textmine-*.whl; \
	cd "$$away"; venv/bin/textmine --version; venv/bin/textmine demo --out results; \
	test -s results/run.json

ci: demo lint types contracts wheel test
