/**
 * The operator: reconciler, event source, leader election, probes, metrics and settings. It is the
 * only package that uses Java Operator SDK.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.operator;
