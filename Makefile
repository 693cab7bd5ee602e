# One entry point for people and CI. `make test` installs what it needs under .cache/.

PYTHON ?= python3
CACHE  := $(CURDIR)/.cache
ENV    := $(CACHE)/python
NODE   := $(CACHE)/node
FUZZ   ?= 10s
PYODIDE := 314.0.7

export PATH := $(ENV)/bin:$(NODE)/node_modules/.bin:$(PATH)
export STREAMLIFT_E2E_PYTHON := $(ENV)/bin/python

.PHONY: test unit e2e golden fuzz oracle names soak bench bench-service speed dist lint score clean

test: lint unit e2e

lint:
	@test -z "$$(gofmt -l cmd generator golden internal templates tools e2e)" || { gofmt -l cmd generator golden internal templates tools e2e; echo "run gofmt -w on these files"; exit 1; }
	go vet ./...
	cd e2e && go vet ./...

unit: $(ENV)/.done
	go test -timeout 20m ./...

# What is generated, judged by the tools of its own languages, booted and driven.
e2e: $(ENV)/.done $(NODE)/.done
	cd e2e && go test -count=1 -timeout 20m ./...

# Rewrites the golden trees. Read the diff.
golden: $(ENV)/.done
	go test ./golden -update
	go run ./cmd/streamlift pack test --update examples/packs/acme
	git diff --stat -- golden

# Five platforms, each as a wheel.
dist:
	go run ./tools/dist

# Every fuzz target for $(FUZZ), as `make fuzz FUZZ=1m`.
fuzz:
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZ) -fuzzminimizetime 1s $$package || exit 1; \
		done; \
	done

# All files of every CPython found, not a sample: trees and scopes against CPython's own.
oracle: $(CACHE)/pyodide/.done
	STREAMLIFT_ORACLE=all STREAMLIFT_PYODIDE=$(CACHE)/pyodide go test -timeout 2h -run 'Oracle|Symtable' ./internal/python ./internal/flow

# The names of the catalogue against the libraries themselves, not only those that the tests need.
names: $(CACHE)/names/.done
	STREAMLIFT_NAMES=$(CACHE)/names/bin/python go test -count=1 -run Names -v ./internal/catalogue

# The layout of all Python in the tools' environment against ruff, at every width; 30 faults in functions that moved, and all steps of the
# examples; every mutation of generated projects, where e2e tries every fourth one.
soak: $(ENV)/.done
	STREAMLIFT_SOAK=$$(ls -d $(ENV)/lib/python3*/site-packages/fastapi) go test -timeout 2h -run LayoutIsRuffs ./generator
	STREAMLIFT_SOAK=verify go test -timeout 2h -run 'Mutations|Same' ./internal/verify
	cd e2e && STREAMLIFT_SOAK=mutations go test -count=1 -timeout 2h -run Mutations .
	STREAMLIFT_SOAK=regen STREAMLIFT_ROUNDS=200000 go test -timeout 2h -run 'Soak|Rounds' ./internal/regen ./cmd

# A generated service against one written by hand, and what each of its layers costs.
bench-service: $(ENV)/.done
	rm -rf $(CACHE)/bench-service
	go run ./cmd/streamlift generate bench/service -o $(CACHE)/bench-service
	$(ENV)/bin/python bench/service/run.py $(CACHE)/bench-service

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Audit, generation, a warm `up`, and reruns in the app and in its project, for APPS.
speed:
	go run ./tools/speed $(or $(APPS),examples/sales examples/energy examples/loans)

$(ENV)/.done: e2e/env/tools.txt e2e/env/project.txt
	$(PYTHON) -m venv --clear $(ENV)
	$(ENV)/bin/pip install --quiet -r e2e/env/tools.txt
	VIRTUAL_ENV=$(ENV) $(ENV)/bin/uv pip install --quiet -r e2e/env/tools.txt -r e2e/env/project.txt
	touch $@

$(CACHE)/names/.done: internal/catalogue/testdata/packages.txt $(ENV)/.done
	$(PYTHON) -m venv --clear $(CACHE)/names
	VIRTUAL_ENV=$(CACHE)/names $(ENV)/bin/uv pip install --quiet -r internal/catalogue/testdata/packages.txt
	touch $@

$(NODE)/.done: e2e/env/package.json
	mkdir -p $(NODE)
	cp e2e/env/package.json $(NODE)/
	cd $(NODE) && npm install --silent --no-audit --no-fund --no-package-lock
	touch $@

# Audits the labelled apps in the folder APPS and compares: recall, precision, kind, inputs.
score:
	go run ./tools/score -v $(APPS)

# CPython 3.14 in WebAssembly, for the oracle.
$(CACHE)/pyodide/.done:
	mkdir -p $(CACHE)/pyodide
	cd $(CACHE)/pyodide && npm install --silent --no-audit --no-fund --no-package-lock pyodide@$(PYODIDE)
	touch $@

clean:
	rm -rf $(CACHE) dist
