# Makes the database on an empty volume and serves it. POSTGRES_USER, POSTGRES_PASSWORD and PLACE (what its table says) come from the pod.
set -eu
data=/var/lib/postgresql/data
export TZ=Etc/UTC
if [ ! -e "$data/PG_VERSION" ]; then
  echo "$POSTGRES_PASSWORD" | POSTGRES_BIN/initdb -D "$data" -U "$POSTGRES_USER" --pwfile=/dev/stdin --auth=scram-sha-256 --locale=C --encoding=UTF8 --no-sync
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
  echo 'create database shop;' | POSTGRES_BIN/postgres --single -D "$data" postgres
  printf "create table place (name text not null);\ninsert into place values ('%s');\n" "$PLACE" | POSTGRES_BIN/postgres --single -D "$data" shop
fi
exec POSTGRES_BIN/postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories='' -c fsync=off -c shared_buffers=16MB -c max_connections=40
