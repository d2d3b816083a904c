# Periscope. `make help` lists what there is; README.md says where to begin.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The default `java` is often an older one: take JAVA_HOME if it is a JDK 25 or newer, else look in the usual folders.
JDK := $(shell deploy/build/find-jdk.sh)
export JAVA_HOME := $(JDK)
export PATH := $(if $(JDK),$(JDK)/bin:)$(PATH)

MVN := mvn -B -ntp
CLUSTER ?= dev
ifeq ($(CLUSTER),kind)
CLUSTER_SH := deploy/devcluster/kind.sh
else
CLUSTER_SH := deploy/devcluster/cluster.sh
endif
KUBECONFIG_FILE := $(CURDIR)/.cluster/kubeconfig

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@test -n "$(JDK)" || { echo "Periscope is built with JDK 25: install one (Temurin 25, say) or set JAVA_HOME to it." >&2; exit 1; }

.PHONY: build
build: jdk ## compile and package; leaves the command at bin/periscope
	@echo "building all modules (about a minute; the first time also fetches some 500 jars)"
	@$(MVN) -q package -DskipTests -Dgates.skip
	@deploy/build/link-command.sh

.PHONY: images
images: build ## container images as tars in target/images
	@deploy/images/build.sh all

.PHONY: binaries
binaries: ## Kubernetes, etcd and CoreDNS for the dev cluster and the tests, into the cache folder
	@deploy/devcluster/binaries.sh >/dev/null

.PHONY: cluster-up
cluster-up: ## only the cluster, without Periscope in it
	@$(CLUSTER_SH) up

.PHONY: cluster
cluster: images cluster-up ## cluster up, operator installed and Ready; kubeconfig at .cluster/kubeconfig
	@$(CLUSTER_SH) load target/images/agent.tar target/images/gateway.tar target/images/operator.tar
	@KUBECONFIG=$(KUBECONFIG_FILE) deploy/install.sh

.PHONY: cluster-load
cluster-load: ## load an image: make cluster-load IMAGE_TAR=FILE
	@test -n "$(IMAGE_TAR)" || { echo "say which: make cluster-load IMAGE_TAR=target/images/agent.tar" >&2; exit 1; }
	@$(CLUSTER_SH) load $(IMAGE_TAR)

.PHONY: cluster-down
cluster-down: ## end the cluster, leaving nothing of it behind
	@$(CLUSTER_SH) down

.PHONY: demo-workloads
demo-workloads: cluster
	@$(CLUSTER_SH) load $(wildcard target/images/demo-*.tar)

.PHONY: demo
demo: demo-workloads ## the story of the filter, on a real cluster
	@KUBECONFIG=$(KUBECONFIG_FILE) demo/demo.sh

.PHONY: test
test: jdk ## everything: gates, unit, integration (real API server), end-to-end (real cluster)
	@deploy/build/test.sh

.PHONY: unit
unit: jdk ## unit tests and gates only
	@$(MVN) verify -DskipITs

.PHONY: integration
integration: jdk binaries ## integration tests against a real API server
	@$(MVN) verify -DskipUnits -Dgates.skip

.PHONY: e2e
e2e: demo-workloads ## end-to-end tests on the dev cluster
	@$(MVN) verify -pl e2e -am -DskipUnits -DskipITs -De2e.skip=false -Dgates.skip

.PHONY: scripts-test
scripts-test: ## tests of the shell scripts
	@for t in $$(find deploy demo -name '*_test.sh'); do echo "$$t"; $$t; done

.PHONY: cluster-test
cluster-test: binaries ## starts, crashes and ends the dev cluster, looking for anything left behind
	@deploy/devcluster/cluster_it.sh

# The gates, each alone.
.PHONY: gates
gates: format-check enforce lint dependencies shell-check ## all build gates

.PHONY: shell-check
shell-check: ## gate: shellcheck over every script
	@deploy/build/shell-check.sh

.PHONY: format
format: jdk ## format the Java sources
	@$(MVN) -q spotless:apply

.PHONY: format-check
format-check: jdk ## gate: formatting
	@$(MVN) -q spotless:check

.PHONY: enforce
enforce: jdk ## gate: JDK, Maven, pinned plugins
	@$(MVN) -q enforcer:enforce@enforce

.PHONY: lint
lint: jdk ## gate: javac -Xlint:all, error-prone and NullAway, warnings as errors
	@$(MVN) -q clean test-compile -Dspotless.check.skip

.PHONY: dependencies
dependencies: jdk ## gate: every dependency used is declared, every one declared is used
	@$(MVN) -q test-compile dependency:analyze-only@analyze -Dspotless.check.skip

.PHONY: bench
bench: jdk ## the benchmarks (JMH), figures in bench/README.md
	@$(MVN) -pl bench -am -Pbench verify -DskipTests

FUZZ ?= EntryFuzzTest\#parse
.PHONY: fuzz
fuzz: jdk ## one minute of fuzzing one target: make fuzz FUZZ='JsonFuzzTest\#read'
	@JAZZER_FUZZ=1 $(MVN) -pl fuzz -am test -Dtest='$(FUZZ)' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: clean
clean: jdk ## remove what the build made; the cluster's cached binaries stay
	@$(MVN) -q clean
	@rm -rf target bin
