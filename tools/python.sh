#!/usr/bin/env bash
# Print the path of a Python from 3.11 to 3.13. Each candidate is really run: a name on PATH may be a shim without an
# interpreter behind it. PYTHON=/path/to/python chooses one by hand.
set -euo pipefail

for name in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
  path=$("$name" -c 'import sys; print(sys.executable if (3, 11) <= sys.version_info < (3, 14) else "")' 2>/dev/null) || continue
  if [ -n "$path" ]; then
    echo "$path"
    exit 0
  fi
done
echo "Redbridge needs Python 3.11, 3.12 or 3.13 and found none. Install one, or name it: make PYTHON=/path/to/python" >&2
exit 1
