#!/bin/sh
# Ends the servers that ceph-up.sh or swift-up.sh started in the current folder.
for f in run/*.pid; do
  [ -e "$f" ] && kill "$(cat "$f")" 2> /dev/null
done
exit 0
