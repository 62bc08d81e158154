/**
 * The graph of an environment: one immutable record per AWS resource kind, used both for what is
 * desired and for what is observed, so that drift is the difference of two records. Knows nothing
 * of Kubernetes, of the AWS SDK or of time.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.topology;
