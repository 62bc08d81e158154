/**
 * Reconciles environments: observe, resolve the desired state, plan, execute, build the status. It
 * uses neither Kubernetes nor the AWS SDK.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.engine;
