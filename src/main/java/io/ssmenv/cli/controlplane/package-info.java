/**
 * A Kubernetes control plane of one's own: kube-apiserver and etcd on the loopback interface,
 * without controllers, for {@code ssmenv control-plane}, {@code ssmenv demo} and the integration
 * tests.
 *
 * <p>The binaries come from {@link io.ssmenv.cli.controlplane.BinaryCache}; {@link
 * io.ssmenv.cli.controlplane.ControlPlane} runs them.
 */
package io.ssmenv.cli.controlplane;
