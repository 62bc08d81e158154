/** Resolves, away from the reconcile, what a spec leaves open and AWS decides. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.facts;
