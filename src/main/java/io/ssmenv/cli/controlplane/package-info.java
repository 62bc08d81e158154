/**
 * A local Kubernetes control plane: kube-apiserver and etcd on the loopback interface, without
 * controllers, for {@code ssmenv control-plane}, {@code ssmenv demo} and the integration tests.
 *
 * <p>{@link io.ssmenv.cli.controlplane.BinaryCache} provides the programs, and {@link
 * io.ssmenv.cli.controlplane.ControlPlane} runs them.
 */
package io.ssmenv.cli.controlplane;
