/**
 * The resource graph of an environment: one immutable record for each type of AWS resource, used
 * for both desired and observed resources, so that drift is the difference between two records. It
 * depends on neither Kubernetes, nor the AWS SDK, nor time.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.topology;
