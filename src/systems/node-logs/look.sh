#!/bin/sh
# One look at the log files of this node's pods: what the kubelet will remove gets a second name below $LOGS/kept. A hard
# link takes neither room nor time, and what is still written stands behind both names.
# Reads $LOGS (one mount: no link leads out of one), $NAMESPACES (a space between two), $DAYS and $MEBIBYTES.
set -euf
umask 077
newline='
'

kept=$LOGS/kept
minutes=$((DAYS * 24 * 60))
most=$((MEBIBYTES * 1024 * 1024))
mkdir -p "$kept"
cd "$LOGS/pods"

# The kubelet writes <namespace>_<pod>_<uid>/<container>/<restarts>.log, renames it to <restarts>.log.<time> when it is large,
# and puts <restarts>.log.<time>.gz in its place when the next one is. The first is kept by the number of its inode, which no
# other file has meanwhile; the second by the kubelet's name, which tells that the third has nothing new.
keep() {
  to=$kept/${1#./}
  name=${to##*/}
  growing=${to%/*}/${name%%.log*}.log.$2
  case $name in
    *.log) [ "$1" -ef "$growing" ] || link "$1" "$growing" ;;
    *.gz) [ -e "${to%.gz}" ] || [ "$1" -ef "$to" ] || link "$1" "$to" ;;
    *) [ "$1" -ef "$to" ] || if [ "$1" -ef "$growing" ]; then mv "$growing" "$to"; else link "$1" "$to"; fi ;;
  esac
}

# The kubelet may have been quicker: what is gone meanwhile is no fault.
link() {
  mkdir -p "${2%/*}" && ln "$1" "$2" || [ ! -e "$1" ]
}

# What nobody has written to for so long is left out: it would go again at once.
keep_all() {
  IFS=$newline
  for found in $(find . -type f -path "./$1_*" \( -name '*.log' -o -name '*.log.*' \) ! -name '*.tmp' \
    ! -mmin +"$minutes" -exec stat -c '%i %n' {} +); do
    keep "${found#* }" "${found%% *}" || fault=1
  done
}

# Of what nobody has but us, the newest stays.
keep_to_size() {
  sum=0
  IFS=$newline
  for found in $(find "$kept" -type f -links 1 -exec stat -c '%Y %s %n' {} + | sort -rn); do
    file=${found#* }
    sum=$((sum + ${file%% *}))
    [ "$sum" -gt "$most" ] || continue
    file=${file#* }
    rm -f "$file"
    echo "the disk's $MEBIBYTES MiB are full: removed ${file#"$kept/"} before its $DAYS days were over"
  done
}

fault=0
for namespace in $NAMESPACES; do keep_all "$namespace"; done
find "$kept" -type f -mmin +"$minutes" -exec rm -f {} +
keep_to_size
find "$kept" -mindepth 1 -depth -type d -empty -exec rmdir {} \;
exit "$fault"
