/**
 * The operator itself, and the only user of the Java Operator SDK: reconciler, event source,
 * health, metrics, configuration.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.operator;
