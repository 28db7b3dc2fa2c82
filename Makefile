# `make help` lists what there is.
CARGO ?= cargo
LISTEN ?= 127.0.0.1:7373
DAYBOOK = target/release/daybook
BENCH = $(CARGO) run --release --locked -p daybook-benches --bin bench -- $(SECTIONS) $(if $(KEEP),--keep $(KEEP))
TARGET = $(abspath $(or $(CARGO_TARGET_DIR),target))
DEBUG_DAYBOOK = $(TARGET)/debug/daybook

.PHONY: help run test check counts counts-accept eval bench bench-full bench-peers archive demo-formats demo-memory screenshots fuzz build clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the release binary, target/release/daybook
	$(CARGO) build --release --locked -p daybook-cli

run: build ## build, index the sample archive and serve it on 127.0.0.1:7373 (LISTEN=... for another)
	$(DAYBOOK) index index-data/sample
	$(DAYBOOK) serve --listen $(LISTEN)

test: ## run every test: units, properties, snapshots, documentation, end to end through the built binary, and in a browser
	$(CARGO) build --locked -p daybook-cli
	$(CARGO) test --locked --workspace
	DAYBOOK=$(DEBUG_DAYBOOK) tests/browser/run

check: ## check formatting, lints and documentation, warnings denied
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets --all-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps --all-features

counts: ## count the instructions of splitting, recognition and searches, beside those that were accepted
	@CARGO="$(CARGO)" benches/count

counts-accept: ## accept what is counted now
	@CARGO="$(CARGO)" benches/count --accept

eval: ## print every accuracy figure beside its bar
	@$(CARGO) test --locked --quiet -p daybook-tests --test accuracy --test relevance -- --nocapture | grep -E '^ |\(bar|floor|F1'

bench: build ## measure everything at 200 thousand entries, each figure with its bar (SECTIONS="search serving", ENTRIES=..., KEEP=folder)
	$(BENCH) --entries $(or $(ENTRIES),200000)

bench-full: build ## the same at 1 and at 10 million entries, and bench-peers: takes hours, 60 GB of disk and 10 GB of memory
	$(BENCH) --entries 1000000
	$(BENCH) --entries 10000000 --rounds 1
	$(MAKE) bench-peers

bench-peers: build ## measure Daybook beside SQLite, PostgreSQL, Groonga and Lucene (PEERS="sqlite groonga", ENTRIES=..., KEEP=folder)
	$(CARGO) run --release --locked --manifest-path benches/peers/Cargo.toml --target-dir $(TARGET)/peers -- $(PEERS) \
		--entries $(or $(ENTRIES),200000) --daybook $(TARGET)/release/daybook --json $(TARGET)/bench.json $(if $(KEEP),--keep $(KEEP))

archive: ## write a generated archive and the truth about it (PAGES=1000 FORMAT=text|html|warc FOLDER=generated)
	$(CARGO) run --release --locked -p daybook-benches --bin generate -- --pages $(or $(PAGES),1000) --format $(or $(FORMAT),text) $(or $(FOLDER),generated)

demo-formats: ## show that the same pages give the same entries in every format, packed and not
	$(CARGO) test --locked --quiet -p daybook-tests --test demo_formats -- --nocapture

demo-memory: build ## index a generated crawl and print the memory that it took (MEGABYTES=2048)
	$(CARGO) run --locked --quiet -p daybook-tests --bin demo_memory -- $(DAYBOOK) $(or $(MEGABYTES),2048)

screenshots: ## make the pictures of the pages in docs/screenshots anew
	$(CARGO) build --locked -p daybook-cli
	DAYBOOK=$(DEBUG_DAYBOOK) tests/browser/run screenshots

fuzz: ## fuzz each parser of outside text for a minute (needs cargo-fuzz)
	cd fuzz && for target in $$(cargo fuzz list); do \
		RUSTC_BOOTSTRAP=1 cargo fuzz run $$target -- -max_total_time=60 -max_len=4096 || exit 1; \
	done

clean: ## remove what was built, the index included
	$(CARGO) clean
	rm -rf index-data/index
