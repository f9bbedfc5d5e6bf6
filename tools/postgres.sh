#!/usr/bin/env bash
# postgres.sh COMMAND...: run a command with DATABASE_URL naming a PostgreSQL of its own, started here and stopped after.
# The server is Debian's package when the machine has none; it runs in a temporary folder as a person without rights.
set -euo pipefail

find_server() {
  local path
  for path in $(command -v initdb || true) $(ls -1dr /usr/lib/postgresql/*/bin/initdb 2>/dev/null || true); do
    path=$(readlink -f "$path")
    if [ -x "$(dirname "$path")/postgres" ]; then
      dirname "$path"
      return 0
    fi
  done
  return 1
}

bin=$(find_server) || {
  "$(dirname "$0")/needs.sh" postgresql sh -c 'ls /usr/lib/postgresql/*/bin/initdb'
  bin=$(find_server)
}

as_owner=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  as_owner=(setpriv --reuid=postgres --regid=postgres --init-groups --)
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/redbridge-postgres-XXXXXX")
server=

stop() {
  if [ -n "$server" ] && kill -INT "$server" 2>/dev/null; then
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
port=$("$("$(dirname "$0")/python.sh")" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf '%s\n' "$password" >"$folder/password"
if [ "$(id -u)" = 0 ]; then chown -R postgres "$folder"; fi

cd "$folder"
"${as_owner[@]+"${as_owner[@]}"}" "$bin/initdb" --pgdata="$folder/cluster" --username=redbridge --pwfile="$folder/password" \
  --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log" >&2; exit 1; }
# What a test writes may be lost when the power fails, so nothing waits for the disk.
"${as_owner[@]+"${as_owner[@]}"}" "$bin/postgres" -D "$folder/cluster" -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off >"$folder/server.log" 2>&1 &
server=$!
cd "$OLDPWD"

for _ in $(seq 150); do
  if "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; then break; fi
  kill -0 "$server" 2>/dev/null || { cat "$folder/server.log" >&2; exit 1; }
  sleep 0.2
done
"$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || { cat "$folder/server.log" >&2; exit 1; }
PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U redbridge redbridge

DATABASE_URL="postgres://redbridge:$password@127.0.0.1:$port/redbridge" "$@"
