module ssmenv.io/control-plane/etcd

go 1.26.0

require go.etcd.io/etcd/server/v3 @ETCD@
