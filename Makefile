# Every target is one call of scripts/bootstrap.py, which also runs without make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
# `exec`, because a shell in between would keep the SIGTERM that make passes on to itself.
BOOTSTRAP = exec "$(PYTHON)" scripts/bootstrap.py

# Only what is written on make's own command line counts: some shells export HOST.
given = $(if $(filter command line,$(origin $(1))),--$(2)="$($(1))")

.PHONY: up link test test-long check test-gpu format

up: ## start everything and print the address: make up [PORT=8000] [HOST=127.0.0.1]
	@$(BOOTSTRAP) up $(call given,HOST,host) $(call given,PORT,port)

link: ## a new sign-in link for the nasweb that runs here
	@$(BOOTSTRAP) link

test: ## all checks and tests
	@$(BOOTSTRAP) test

test-long: ## the properties, with all the examples they are worth
	@$(BOOTSTRAP) test-long

check: ## the rules of the house, without the tests
	@$(BOOTSTRAP) check

test-gpu: ## the engine's device tests; needs torch, numpy, pydantic and pytest only
	@$(BOOTSTRAP) test-gpu

format: ## bring Python and TypeScript into the common form
	@$(BOOTSTRAP) format
