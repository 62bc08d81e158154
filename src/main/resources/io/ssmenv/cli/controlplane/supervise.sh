# Runs a command in a separate process group, which Ctrl-C in a terminal does not reach, and kills it
# when standard input ends: when the parent closes it or ends for any reason.
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
