# Runs a command in a process group of its own, out of reach of a terminal's Ctrl-C, and kills it
# when standard input ends: when the parent closes it, or dies, however it dies.
#
# $1    directory to remove when the command has ended, or empty
# $2... the command
remove=$1
shift
set -m
trap : HUP INT TERM
"$@" </dev/null &
child=$!
{ cat; kill -KILL "$child"; } <&0 >/dev/null 2>&1 &
watcher=$!
while kill -0 "$child" 2>/dev/null; do
  wait "$child"
  status=$?
done
kill -KILL -- "-$watcher" 2>/dev/null
if [ -n "$remove" ]; then
  rm -rf -- "$remove"
fi
exit "${status:-1}"
