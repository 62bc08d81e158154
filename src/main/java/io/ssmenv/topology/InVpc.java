package io.ssmenv.topology;

/** What is in a VPC, and says in which. */
public interface InVpc {

  Ref vpc();
}
