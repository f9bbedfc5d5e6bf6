#!/usr/bin/env bash
# Every check that is not a test. All of them run, so that one look shows everything that is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
REDBRIDGE_DATA=$(mktemp -d)
export REDBRIDGE_DATA PYTHONPATH=. DJANGO_SETTINGS_MODULE=redbridge.settings
unset DATABASE_URL CACHE_URL SITE_URL MAIL_URL DEBUG
tools/needs.sh gettext xgettext --version
log=$(mktemp)
trap 'rm -rf "$REDBRIDGE_DATA" "$log"' EXIT
failed=()

step() {
  local name=$1 started=$SECONDS
  shift
  if "$@" >"$log" 2>&1 </dev/null; then
    printf '  ok      %-18s %3d s\n' "$name" $((SECONDS - started))
  else
    printf '  FAILED  %-18s %3d s\n' "$name" $((SECONDS - started))
    sed 's/^/          /' "$log"
    failed+=("$name")
  fi
}

step "style" "$bin/ruff" check --no-cache --output-format concise .
step "format" "$bin/ruff" format --no-cache --check --output-format concise .
step "storeys" "$bin/lint-imports" --no-cache
step "sizes" "$bin/python" tools/sizes.py
step "templates" "$bin/python" tools/templates.py
step "locks" "$bin/python" tools/locks.py
step "vendored files" "$bin/python" tools/vendor.py --check
step "django" "$bin/python" -m django check
step "migrations" "$bin/python" -m django makemigrations --check --dry-run
step "messages" "$bin/python" tools/messages.py --check
step "generated docs" "$bin/python" tools/docs.py --check
step "types" "$bin/mypy" redbridge tests tools

if [ ${#failed[@]} -gt 0 ]; then
  echo "Failed: ${failed[*]}"
  exit 1
fi
echo "All checks passed."
