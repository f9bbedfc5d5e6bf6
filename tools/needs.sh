#!/usr/bin/env bash
# needs.sh PACKAGE COMMAND...: make sure that a command of the system runs; as root with apt its package is installed.
set -euo pipefail
package=$1
shift

works() { "$@" >/dev/null 2>&1 </dev/null; }

works "$@" && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing $package ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get -qq update && apt-get -qq install -y --no-install-recommends "$package"; } >"$log" 2>&1 </dev/null ||
    tail -n 20 "$log" >&2
  rm -f "$log"
fi
works "$@" && exit 0
echo "'$*' does not run here. Install the package '$package' of your system and try again." >&2
exit 1
