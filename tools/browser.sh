#!/bin/sh
# Makes sure that a Chromium is there for the browser tests. Never fails: without one they are skipped with the reason,
# and a run with CI=true fails on that skip.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "browser: installing chromium (apt-get)"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
        >/dev/null 2>&1 && exit 0
    echo "browser: chromium could not be installed; the browser tests are skipped."
else
    echo "browser: the browser tests are skipped. For them, run: sudo apt-get install chromium"
fi
exit 0
