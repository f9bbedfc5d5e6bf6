#!/usr/bin/env bash
# setup.sh run|test: make .venv and install what the lock file holds, hashes checked, then the project itself.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=$1 venv=.venv

# A moved or broken environment points at places that are gone: build it anew.
home=$(cat "$venv/.home" 2>/dev/null || pwd)
if [ -e "$venv" ] && { [ "$home" != "$(pwd)" ] || ! "$venv/bin/python" -c 'import pip' 2>/dev/null; }; then
  rm -rf "$venv"
fi

if [ ! -e "$venv" ]; then
  python=$(tools/python.sh)
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  tools/needs.sh "python$version-venv" "$python" -c 'import ensurepip, venv'
  echo "Making $venv with $("$python" -V) ..."
  "$python" -m venv "$venv"
fi

pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }

if [ "$kind" = test ]; then
  echo "Installing the locked packages for tests ..."
  pip install -qq --require-hashes -r requirements/test.txt
else
  echo "Installing the locked packages ..."
  pip install -qq --require-hashes -r requirements/run.txt
  pip install -qq --require-hashes -r requirements/build.txt
  pip install -qq --no-deps --no-build-isolation --editable .
fi
pwd >"$venv/.home"
touch "$venv/.$kind"
