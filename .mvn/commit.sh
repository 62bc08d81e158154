#!/bin/sh
# The build calls this to write the commit of the jar to file $1, for `ssmenv --version`. The build
# time is left out, so that the jar is reproducible. Without a repository or without Git, as in a
# source archive, the file does not exist, and the commit is unknown.
set -eu

file=$1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE # Set if a Git hook runs the build.
cd "$(dirname "$0")/.."
if [ ! -e .git ] || ! git rev-parse --verify --quiet HEAD >/dev/null 2>&1; then
  rm -f "$file"
  exit 0
fi
dirty=false
[ -z "$(git --no-optional-locks status --porcelain)" ] || dirty=true
mkdir -p "$(dirname "$file")"
{
  TZ=UTC git log -1 --abbrev=12 --date=format-local:%Y-%m-%d --no-show-signature \
    --format='commit=%h%ndate=%cd' HEAD
  echo "dirty=$dirty"
} >"$file"
