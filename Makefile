# `make` lists what there is to make.

PREFIX ?= /usr/local
STEPS ?= 2000
TRAIN_SETTINGS ?= --set learning_rate=1e-3 --set batch_size=16

# On a terminal SwiftPM shows its progress in one line; elsewhere it would be hundreds.
QUIET := $(shell [ -t 2 ] || echo --quiet)
# The Swift runtime is linked in, so the program starts fast and runs where no Swift is installed.
RELEASE := --configuration release --static-swift-stdlib
GRAPHRUN := .build/release/graphrun

.PHONY: help train test smoke crash fuzz bench install lint format release packages clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

train: release ## Train models/quickdraw.yaml on the built-in drawings for STEPS steps
	@echo "Training the Quick, Draw! classifier for $(STEPS) steps of 16 drawings. The file itself asks"
	@echo "for 100,000 steps of 8 with a smaller learning rate; leave the options out to run that."
	@echo "  graphrun train models/quickdraw.yaml --steps $(STEPS) $(TRAIN_SETTINGS)"
	@$(GRAPHRUN) train models/quickdraw.yaml --steps $(STEPS) $(TRAIN_SETTINGS)

test: packages ## Build for debugging and run every test
	@echo "==> debug build"
	@swift build $(QUIET) --build-tests --explicit-target-dependency-import-check error
	@echo "==> tests"
	@swift test --skip-build --disable-xctest

smoke: release ## Train, resume and predict for some seconds, and check what comes out
	@scripts/smoke $(GRAPHRUN)

crash: release ## Kill and starve trainings for some minutes; nothing may be lost
	@scripts/crash $(GRAPHRUN)

fuzz: packages ## Feed RUNS (a million) made-up files to the reader; see fuzz/README.md
	@scripts/fuzz $(or $(RUNS),1000000)

bench: release ## Measure speed beside other frameworks; see benchmarks/README.md
	@python3 benchmarks/compare.py

install: release ## Put graphrun into PREFIX (/usr/local)
	@scripts/install $(GRAPHRUN) "$(DESTDIR)$(PREFIX)"

lint: ## Check the format of every Swift file
	@swift format lint --strict --parallel --recursive Sources Tests fuzz Package.swift

format: ## Format every Swift file in place
	@swift format --in-place --parallel --recursive Sources Tests fuzz Package.swift

release: packages ## Build the program for use
	@echo "==> release build (some minutes the first time)"
	@swift build $(QUIET) $(RELEASE) --product graphrun

packages: ## Install the libraries that graphrun links, when they are absent
	@scripts/packages

clean: ## Remove what was built; runs and data stay
	@swift package clean
