# Backups in an object store, with bash alone: the clouds' images have neither find nor awk.

# Name of the newest backup of $DATABASE that has a checksum, among the names on standard input: their order is time's.
newest() {
  local LC_ALL=C found='' file
  while read -r file; do
    [[ $file == "$DATABASE"-????????T??????Z.sql.gz.sha256 ]] || continue
    [[ $file < $found ]] || found=$file
  done
  printf %s "${found%.sha256}"
}

# Name of the backup that was written just now into $FOLDER, which lives as long as the pod.
written() {
  local files=("$FOLDER/$DATABASE"-????????T??????Z.sql.gz)
  [ -f "${files[0]}" ] || { echo "upload: there is no backup of $DATABASE in $FOLDER" >&2; return 1; }
  printf %s "${files[-1]##*/}"
}
