#!/bin/sh
# Keeps the report of kube-bench in S3, and tells its score. Fails where more checks fail than in the best report that
# this pool ever had: that one stays the measure (docs/decisions/labs/192-kube-bench-is-held-to-its-best-report.md).
set -eu

# Number of a report's totals: `count total_fail < report`. The totals are the last thing that kube-bench writes.
totals='"Totals":{'
count() {
  json="$(cat)"
  numbers="${json##*"$totals"}"
  value="${numbers#*"\"$1\":"}"
  if [ "$numbers" = "$json" ] || [ "$value" = "$numbers" ]; then
    echo "report: no $1 in what kube-bench wrote" >&2
    return 1
  fi
  echo "${value%%[!0-9]*}"
}

report="$FOLDER/report.json"
passed="$(count total_pass <"$report")"
failed="$(count total_fail <"$report")"
warned="$(count total_warn <"$report")"
echo "score of $NODE, pool $POOL: $passed passed, $failed failed, $warned to look at"
[ "$((passed + failed))" -gt 0 ] || { echo "report: kube-bench checked nothing" >&2; exit 1; }

aws s3 cp --only-show-errors "$report" "s3://$BUCKET/$PREFIX$(date -u +%Y-%m-%d)/$NODE.json"

best="s3://$BUCKET/${PREFIX}best/$POOL.json"
# 1 says that nothing is there; what else fails says more than 1.
found="$(aws s3 ls "$best")" || [ "$?" -eq 1 ]
if [ -n "$found" ]; then
  before="$(aws s3 cp --only-show-errors "$best" - | count total_fail)"
  echo "best report before: $before failed, so $((failed - before)) more now"
  if [ "$failed" -gt "$before" ]; then
    echo "report: more checks fail than in $best; mend the node, or remove that report to accept this one" >&2
    exit 1
  fi
fi
aws s3 cp --only-show-errors "$report" "$best"
