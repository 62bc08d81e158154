/** Looks up what a spec does not set, outside of the reconcile. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.facts;
