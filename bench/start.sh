#!/usr/bin/env bash
# From exec to the first answered ListTables, with a new database on disk: ours, and a peer that
# npm has.
#   bench/start.sh BIN_DIR
set -euo pipefail
bin=$1
here=$(cd "$(dirname "$0")" && pwd)
runs=${STATOR_START_RUNS:-41}

if [[ ! -d $here/peers/node_modules ]]; then
  npm --prefix "$here/peers" ci --silent >/dev/null 2>&1 ||
    { echo "start: the peer could not be installed from npm; its row is left out" >&2; }
fi
peer=$here/peers/node_modules/@dynoxide/linux-x64/dynoxide

ours=$("$bin/start_bench" "$runs" 18470 "$bin/stator" serve --port {port} --data {new})
memory=$("$bin/start_bench" "$runs" 18471 "$bin/stator" serve --port {port})
echo
printf '%-62s %10s ms\n' "start to first answer, new database on disk" "$ours"
printf '%-62s %10s ms\n' "start to first answer, in memory" "$memory"
[[ -x $peer ]] || exit 0
theirs=$("$bin/start_bench" "$runs" 18472 "$peer" serve --port {port} --db-path {new})
printf '%-62s %10s ms\n' "start to first answer, new database on disk, dynoxide 1.2.1" "$theirs"
printf '%-62s %10s\n' "ratio ours / dynoxide (goal: at most 1)" \
  "$(awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "%.2f", a / b }')"
