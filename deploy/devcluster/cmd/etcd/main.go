// Command etcd is the store behind the API server. It is built here, from the
// version Kubernetes itself requires, because distributions still carry 3.4,
// whose missing progress notifications end watches of Kubernetes 1.34.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
