#!/bin/sh
# Verifies one lab: each file of $CHECKS is a query of Prometheus that gives nothing unless the check holds. Its first line
# says what is so then, its last one is the comparison; what stands between gives the number that is told either way.
# Reads $LAB, $CHECKS, $PROMETHEUS and $WAIT_SECONDS. Ends with 0 when all hold, 1 when one does not, 2 when nobody knows.
set -eu

ask() { timeout 30 promtool query instant "$PROMETHEUS" "$1" 2>&1; }

unknown() {
  echo "$LAB: $1" >&2
  exit 2
}

# Network policies let a new pod out some seconds late.
waited=0
until answer=$(ask 'vector(1)'); do
  [ "$waited" -lt "$WAIT_SECONDS" ] ||
    unknown "Prometheus at $PROMETHEUS did not answer within $WAIT_SECONDS s: look at its pod, then start again. $answer"
  sleep 2
  waited=$((waited + 2))
done

count=0
broken=0
for file in "$CHECKS"/*.promql; do
  [ -f "$file" ] || unknown "$CHECKS has no file *.promql: sync the Application labs-app, then start again"
  name=$(basename "$file" .promql)
  found=$(ask "$(cat "$file")") || unknown "Prometheus refuses the query of $name: $found"
  verdict=holds
  count=$((count + 1))
  if [ -z "$found" ]; then
    verdict='DOES NOT HOLD'
    broken=$((broken + 1))
    found=$(ask "$(sed '$d' "$file")") || unknown "Prometheus refuses the query of $name: $found"
  fi
  value=$(printf '%s\n' "$found" | sed -n 's/^.* => \([^ ]*\) @\[.*$/\1/p')
  printf '%-13s  %s: %s, expected %s\n' "$verdict" "$name" "${value:-no data}" "$(tail -n 1 "$file")"
  printf '%-13s  %s\n' '' "$(sed -n 's/^# //p' "$file")"
done
echo "$LAB: $((count - broken)) of $count checks hold"
[ "$broken" -eq 0 ]
