#!/usr/bin/env bash
# test.sh [ARGUMENTS OF PYTEST]: the tests, then the journeys in processes of their own: what drives a browser runs an
# event loop, beside which Django refuses to touch the database.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

run() {
  local code=0
  .venv/bin/python -m pytest "$@" || code=$?
  if [ "$code" -eq 1 ]; then # tests with threads and processes can lose a race for the machine; they say so here
    echo "Once more, one by one, what failed:"
    code=0
    .venv/bin/python -m pytest "$@" -n 0 --last-failed --last-failed-no-failures none || code=$?
  fi
  if [ "$code" -ne 0 ] && [ "$code" -ne 5 ]; then failed=$code; fi # 5: the arguments chose none of these
}

run -n 2 -m "not journey" "$@"
run -n 2 --dist loadfile -m journey "$@"
exit "$failed"
