/**
 * Builds the status of the custom resource and its events from the results of a reconcile. All
 * functions are pure.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.status;
