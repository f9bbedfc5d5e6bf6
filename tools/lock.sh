#!/usr/bin/env bash
# Write the lock files: every version with its hashes, for Python 3.11 to 3.13 on Linux and macOS, and no registry
# address. A file keeps the versions that it has; `tools/lock.sh --upgrade` takes the newest that pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
  local name=$1
  shift
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header "${upgrade[@]+"${upgrade[@]}"}" --output-file "requirements/$name.txt" "$@"
  echo "requirements/$name.txt: $(grep -c '==' "requirements/$name.txt") packages"
}

upgrade=("$@")
lock run pyproject.toml
lock postgres pyproject.toml --extra postgres --constraint requirements/run.txt
lock build --group pyproject.toml:build --constraint requirements/run.txt
lock test pyproject.toml --group pyproject.toml:test --group pyproject.toml:build --constraint requirements/postgres.txt
lock lock --group pyproject.toml:lock
