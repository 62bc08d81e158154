/**
 * The desired state of an environment: pure functions from the spec and the facts to a topology,
 * with one class for each connectivity pattern.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.desired;
