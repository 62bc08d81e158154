/**
 * What a person sees: the custom resource's status, its events, and what the status remembers for
 * the next reconcile (launches that failed, facts). Pure: records in, records out.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.status;
