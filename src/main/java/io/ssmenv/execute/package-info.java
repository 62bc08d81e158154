/**
 * Applies plans: submits every step that is ready, one at a time for each resource, with a back-off
 * after failures.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.execute;
