#!/bin/bash
# Starts OpenStack Swift with its S3 gateway in the current folder, which must be empty and have extended attributes.
#   PORT=27900 swift-up.sh    the proxy listens there, the other servers on the ports above
# Needs Debian's swift-proxy, swift-account, swift-container, swift-object and memcached. Keys: test:tester / testing.
set -e
D=$PWD
P=${PORT:-27900}
mkdir -p dev/d1 ring run

n=0
for s in account container object; do
  n=$((n + 1))
  swift-ring-builder ring/$s.builder create 4 1 1 > /dev/null
  swift-ring-builder ring/$s.builder add "r1z1-127.0.0.1:$((P + n))/d1" 1 > /dev/null
  swift-ring-builder ring/$s.builder rebalance > /dev/null
  cat > $s.conf <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $((P + n))
workers = 0
user = $(id -un)
swift_dir = $D/ring
devices = $D/dev
mount_check = false
log_level = WARNING
[pipeline:main]
pipeline = $s-server
[app:$s-server]
use = egg:swift#$s
CONF
done

# "symlink" must stand in the pipeline, or versions fail at the start.
cat > proxy.conf <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $P
workers = 0
user = $(id -un)
swift_dir = $D/ring
log_level = WARNING
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy symlink slo dlo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$((P + 9))
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
CONF
for f in catch_errors gatekeeper healthcheck listing_formats bulk copy symlink slo dlo; do
  printf '[filter:%s]\nuse = egg:swift#%s\n' $f $f >> proxy.conf
done

memcached -u "$(id -un)" -l 127.0.0.1 -p $((P + 9)) > /dev/null 2>&1 &
echo $! > run/memcached.pid
for s in account container object proxy; do
  swift-$s-server $s.conf > $s.log 2>&1 &
  echo $! > run/$s.pid
done

for port in "$P" $((P + 1)) $((P + 2)) $((P + 3)); do
  tries=0
  until (echo > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { echo "swift-up.sh: the servers do not answer, see $D/*.log" >&2; exit 1; }
    sleep 0.1
  done
done
