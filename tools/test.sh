#!/usr/bin/env bash
# test.sh [ARGUMENTS OF PYTEST]: the tests, then the journeys in processes of their own: what drives a browser runs an
# event loop, beside which Django refuses to touch the database.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

run() {
  local code=0
  .venv/bin/python -m pytest "$@" || code=$?
  if [ "$code" -ne 0 ] && [ "$code" -ne 5 ]; then failed=$code; fi # 5: the arguments chose none of these
}

run -n 2 -m "not journey" "$@"
run -n 2 --dist loadfile -m journey "$@"
exit "$failed"
