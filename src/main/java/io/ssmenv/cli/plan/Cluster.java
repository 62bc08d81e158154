package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** The cluster with the environments. Failures are messages for users. */
public interface Cluster extends AutoCloseable {

  /** The id in the ownership tags of the AWS resources. */
  String id();

  /** The namespace of the context. */
  String namespace();

  /** The environments of all namespaces. */
  List<SsmManagedEnvironment> all();

  /** The environment with this name. */
  Optional<SsmManagedEnvironment> find(String namespace, String name);

  /** All environments of a namespace: who shares a VPC with whom. */
  List<SsmManagedEnvironment> list(String namespace);

  /**
   * What the API server would store, and whether the environment exists already.
   *
   * @throws IllegalArgumentException with the reasons, if it would refuse the object
   */
  Trial trial(Manifest manifest, String namespace);

  @Override
  void close();

  /** The answer to a dry run. */
  record Trial(SsmManagedEnvironment environment, boolean exists) {}
}
