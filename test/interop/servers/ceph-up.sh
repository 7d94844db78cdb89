#!/bin/bash
# Starts Ceph (monitor, manager, one OSD in RAM, the object gateway) in the current folder, which must be empty.
#   PORT=27800 ceph-up.sh     the gateway listens there, the daemons on the 60 ports above
# Needs Debian's radosgw, ceph-mon, ceph-osd and ceph-mgr. Keys: testkey / testsecret, otherkey / othersecret.
# The role arn:aws:iam:::role/reader may list and read; user "other" may assume it at the same address.
set -e
D=$PWD
P=${PORT:-27800}
FSID=$(cat /proc/sys/kernel/random/uuid)
mkdir -p "$D/mon" "$D/osd" "$D/mgr" "$D/run"

# Two settings are easy to get wrong: without "ms mon client mode = crc" the gateway hangs for ever, since it
# insists on secure, which auth none cannot give; and without a manager the pools never become usable.
cat > "$D/ceph.conf" <<CONF
[global]
fsid = $FSID
mon host = [v2:127.0.0.1:$((P + 1)),v1:127.0.0.1:$((P + 2))]
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc secure
ms mon service mode = crc secure
ms mon cluster mode = crc secure
ms bind port min = $((P + 10))
ms bind port max = $((P + 60))
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
mon allow pool size one = true
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 8589934592
run dir = $D/run
admin socket = $D/run/\$name.asok
pid file = $D/run/\$name.pid
log file = $D/\$name.log
mon cluster log file = $D/cluster.log
mon data = $D/mon
osd data = $D/osd
mgr data = $D/mgr
mgr initial modules =
osd class load list = *
osd class default list = *
rgw frontends = beast endpoint=127.0.0.1:$P
rgw s3 auth use sts = true
rgw sts key = abcdefghijklmnop
rgw dns name = localhost
rgw crypt require ssl = false
CONF

c="-c $D/ceph.conf"
ADDRESSES="[v2:127.0.0.1:$((P + 1)),v1:127.0.0.1:$((P + 2))]"
monmaptool --create --fsid "$FSID" --addv a "$ADDRESSES" --enable-all-features "$D/monmap" > /dev/null
ceph-mon $c --mkfs -i a --monmap "$D/monmap"
ceph-mon $c -i a
OSD=$(cat /proc/sys/kernel/random/uuid)
timeout 60 ceph $c osd create "$OSD" > /dev/null
ceph-osd $c -i 0 --mkfs --osd-uuid "$OSD" 2> /dev/null
ceph-osd $c -i 0
ceph-mgr $c -i x
admin() { timeout 120 radosgw-admin $c "$@" > /dev/null; }
admin user create --uid=tester --display-name=t --access-key=testkey --secret-key=testsecret
admin user create --uid=other --display-name=o --access-key=otherkey --secret-key=othersecret
admin role create --role-name=reader --assume-role-policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/other"]},"Action":["sts:AssumeRole"]}]}'
admin role-policy put --role-name=reader --policy-name=p --policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":"arn:aws:s3:::*"}]}'
ceph $c auth get-or-create client.rgw mon 'allow *' osd 'allow *' mgr 'allow *' > /dev/null
radosgw $c -n client.rgw

for port in "$P"; do
  tries=0
  until (echo > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { echo "ceph-up.sh: the gateway does not answer, see $D/client.rgw.log" >&2; exit 1; }
    sleep 0.1
  done
done
