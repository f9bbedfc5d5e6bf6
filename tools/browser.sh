#!/usr/bin/env bash
# Print the path of a Chromium for the journeys: one that is there, else the system's package, else Playwright's own.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=.venv

there() {
  local name
  for name in ${CHROME_PATH:+"$CHROME_PATH"} chromium chromium-browser google-chrome google-chrome-stable; do
    # Ubuntu's chromium-browser is a stub that only tells how to install a snap, hence the run.
    if "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

own() {
  "$venv/bin/python" -c 'from playwright.sync_api import sync_playwright as p
with p() as playwright: print(playwright.chromium.executable_path)'
}

path=$(there) || {
  tools/needs.sh chromium chromium --version 2>/dev/null || true
  path=$(there) || {
    echo "Downloading Playwright's Chromium ..." >&2
    "$venv/bin/playwright" install chromium >&2
    path=$(own)
  }
}
"$path" --version >/dev/null 2>&1 || {
  echo "No Chromium works here. Install the package 'chromium' and try again, or set CHROME_PATH." >&2
  exit 1
}
echo "$path"
