# shellcheck shell=bash
# Debian's PostgreSQL: where it is, and how it comes here. Sourced.

# Prints the folder of the newest installed PostgreSQL server; fails when there is none.
postgres_home() {
  local home
  home=$(find /usr/lib/postgresql -path '*/bin/postgres' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$home" ] && echo "${home%/bin/postgres}"
}

# Installs it when this runs as root, else prints the one command to run. No cluster of Debian's own is made or started by that.
require_postgres() {
  postgres_home >/dev/null && return
  if [ "$(id -u)" != 0 ]; then
    echo "PostgreSQL is missing. Run: sudo apt-get install --no-install-recommends postgresql" >&2
    return 1
  fi
  echo "installing Debian's PostgreSQL" >&2
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
    -o Dpkg::Options::=--force-confold postgresql; } >&2
  postgres_home >/dev/null || { echo "PostgreSQL is still missing after apt-get install postgresql (see above)" >&2; return 1; }
}
