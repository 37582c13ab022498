# One command for each thing people want. The work is in tests/tools/*.sh.
#   PORT=8080                      where `make serve` listens
#   STALLS= PRODUCTS= SEED=        another sample market than the usual one
#   SITE=https://market.example/   where the site will be hosted: dist/oembed.json
#   STALLMAP_CACHE=                where compiled tools are kept (~/.cache/stallmap)
#   CHROMIUM=                      the browser of the tests
.DEFAULT_GOAL := help
.PHONY: serve dist package test bench lint audit screens tools clean help
tools := tests/tools
# Make hands these on to the scripts when they stand on its command line.
export PORT SITE STALLS PRODUCTS SEED STALLMAP_CACHE CHROMIUM

serve: dist ## build everything and show the kiosk on http://127.0.0.1:8080/
	@$(tools)/serve.sh

dist: ## the whole static site for production, in dist/
	@$(tools)/together.sh _dist

package: dist ## the widgets as an npm package, in target/package/
	@$(tools)/build.sh package

test: ## every test, native and in a real browser
	@$(tools)/test.sh

bench: ## measure, print tables, write target/bench/*.json
	@$(tools)/together.sh _test
	@$(tools)/bench.sh

lint: ## format, clippy without warnings, scripts and styles
	@$(tools)/together.sh _std _node
	@$(tools)/lint.sh

audit: ## look for known holes in libraries; needs the network and cargo-deny
	@$(tools)/audit.sh

screens: ## pictures of the main states in every language, in target/screens/
	@$(tools)/together.sh _test
	@node tests/browser/screens.mjs

tools: ## only install what building and testing need
	@$(tools)/together.sh _trunk _bindgen _splitter _std _node _chromium _nginx

clean: ## remove what was built here (the cache of tools stays)
	rm -rf dist target tests/node_modules

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

# The parts and what each needs first; together.sh makes them side by side.
.PHONY: _std _trunk _bindgen _splitter _node _chromium _nginx _program _sample _data _wasm _page _dist _test
_std _trunk _bindgen _splitter _node _chromium _nginx:
	@$(tools)/install.sh $(@:_%=%)

_program _sample _data _wasm _page _dist:
	@$(tools)/build.sh $(@:_%=%)

# Two lanes of compiling at a time: the tools, and the project's own code.
_bindgen: | _trunk
_splitter: | _bindgen
_sample: | _program
_data: | _sample
_wasm: | _std _program
_page: | _trunk _bindgen _splitter _node _wasm
_dist: | _page _data
_test: | _dist _chromium _nginx
