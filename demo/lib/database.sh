# shellcheck shell=bash
# The developer's own database: a real PostgreSQL on a free port of loopback, in a folder of its own. Sourced; needs postgres.sh and $work.

database_pid=
database_port=

# PostgreSQL refuses to run as root; Debian's package brings the user.
as_database_user=()
[ "$(id -u)" != 0 ] || as_database_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    port_answers "$port" || { echo "$port"; return; }
  done
  fail "found no free port on 127.0.0.1"
}

database_create() { # user password place
  local bin
  bin=$(postgres_home)/bin
  mkdir "$work/database"
  echo "$2" >"$work/database/password"
  [ "$(id -u)" != 0 ] || chown -R postgres "$work/database"
  chmod 711 "$work"
  {
    "${as_database_user[@]}" "$bin/initdb" -D "$work/database/data" -U "$1" --pwfile="$work/database/password" --auth=scram-sha-256 \
      --locale=C --encoding=UTF8 --no-sync \
      && echo 'create database shop;' | "${as_database_user[@]}" "$bin/postgres" --single -D "$work/database/data" postgres \
      && printf "create table place (name text not null);\ninsert into place values ('%s');\n" "$3" \
        | "${as_database_user[@]}" "$bin/postgres" --single -D "$work/database/data" shop
  } >"$work/database.log" 2>&1 || { cat "$work/database.log" >&2; fail "PostgreSQL could not make a database in $work/database"; }
}

database_start() { # port
  local bin
  bin=$(postgres_home)/bin
  database_port=$1
  set -m
  "${as_database_user[@]}" "$bin/postgres" -D "$work/database/data" -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off >>"$work/database.log" 2>&1 &
  database_pid=$!
  set +m
  for _ in $(seq 100); do
    port_answers "$1" && return
    kill -0 "$database_pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$work/database.log" >&2
  fail "the local PostgreSQL did not come up on 127.0.0.1:$1"
}

# A fast shutdown: connections are ended, not waited for.
database_stop() {
  [ -n "$database_pid" ] || return 0
  kill -INT "$database_pid" 2>/dev/null || true
  for _ in $(seq 50); do
    kill -0 "$database_pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$database_pid" 2>/dev/null || true
  wait "$database_pid" 2>/dev/null || true
  database_pid=
}
