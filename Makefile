# What a fresh machine needs: Go and gcc. The tests install the rest from Debian where missing.
GO ?= go
TOOLS = chromium-headless-shell:chromium-headless-shell soffice:libreoffice-writer-nogui,libreoffice-calc-nogui pdftotext:poppler-utils
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
# The packages whose tests ask for a database.
ROOMS = $(sort $(patsubst %/,./%,$(dir $(shell grep -rl --include='*_test.go' congthidua/internal/trial internal))))
# The pages are tested over HTTP and in a browser.
PAGES = congthidua/web
UNSHIPPED = cmd/bench cmd/lint cmd/screenshots cmd/testdb
ESLINT = eslint@10.15.0
GOSEC = github.com/securego/gosec/v2/cmd/gosec@v2.30.0

.PHONY: run build test test-web test-rooms test-tools lint bench generate vendor screenshots fuzz

run: build ## the demonstration on http://127.0.0.1:8080
	./bin/portal demo --if-absent
	./bin/portal serve

build:
	$(GO) build -o bin/portal ./cmd/portal

# The limit on the whole run only ends a test that hangs; each wait within a test has its own. Browser
# tests mostly wait for pages: more of them run beside each other than there are cores, and the rooms
# are tested beside them. The rooms' tests run a second time on a PostgreSQL server that cmd/testdb starts.
test: test-tools
	@echo "test: go vet"
	$(GO) vet ./...
	@$(MAKE) --no-print-directory -j 2 test-web test-rooms

test-web:
	@echo "test: go test of the pages (builds first; takes longest)"
	$(GO) test -timeout 60m -parallel 4 $(PAGES)

test-rooms:
	@echo "test: go test of everything else on SQLite (each package reports when it is done)"
	$(GO) test -timeout 60m -parallel 4 $$($(GO) list ./... | grep -v -x $(PAGES))
	@echo "test: go test of the rooms on PostgreSQL"
	$(GO) run ./cmd/testdb $(GO) test -timeout 60m -parallel 4 $(ROOMS)

# A headless Chromium walks through the portal, LibreOffice opens its papers, PostgreSQL keeps its records.
test-tools:
	@echo "test: looking for Chromium, LibreOffice, poppler and PostgreSQL"
	@missing=""; for tool in $(TOOLS); do \
	  command -v $${tool%%:*} >/dev/null 2>&1 || missing="$$missing $$(echo $${tool#*:} | tr , ' ')"; done; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo=sudo; fi; \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi

# eslint checks static/js and needs node.
# cmd/lint holds the house's rules of form; its exceptions and their reasons stand in exceptions.go.
# gosec: every exception stands with its reason at its line; G104 is staticcheck's and vet's business
# (what it finds are writes to memory that cannot fail), and the tools beside cmd/portal never serve anybody.
lint:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "gofmt:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool templ generate >/dev/null 2>&1
	@git diff --exit-code --stat -- '*_templ.go' || { echo "generated templates are stale: make generate"; exit 1; }
	$(GO) run $(STATICCHECK) ./...
	$(GO) run $(GOSEC) -quiet -exclude-generated $(UNSHIPPED:%=-exclude-dir=%) -exclude=G104 ./...
	npx --yes $(ESLINT) -c cmd/assets/eslint.config.mjs static/js
	$(GO) run ./cmd/lint

generate:
	$(GO) tool templ generate

bench: ## the portal against a hand-written floor, on the scaled demonstration
	$(GO) run ./cmd/bench

fuzz: ## every decoder of what people send, a minute each
	$(GO) test -run='^$$' -fuzz=FuzzSheet -fuzztime=60s ./internal/evaluation
	$(GO) test -run='^$$' -fuzz=FuzzText -fuzztime=60s ./internal/sheet
	$(GO) test -run='^$$' -fuzz=FuzzEach -fuzztime=60s ./internal/sheet
	$(GO) test -run='^$$' -fuzz=FuzzParseDate -fuzztime=60s ./internal/viet
	$(GO) test -run='^$$' -fuzz=FuzzFill -fuzztime=60s ./internal/document
	$(GO) test -run='^$$' -fuzz=FuzzText -fuzztime=60s ./internal/document

vendor: ## fetch the pinned front-end assets again (needs node and npm)
	bash cmd/assets/fetch.sh

screenshots: build ## pictures for the README, from a demonstration of their own
	bash cmd/screenshots/run.sh
