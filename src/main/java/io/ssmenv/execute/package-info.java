/**
 * Advances plans: submits every step that is ready, one at a time for each resource, with back-off
 * for what failed.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.execute;
