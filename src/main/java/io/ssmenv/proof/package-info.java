/**
 * The proof that the instances of the demo are connected as they should be, as a table and as
 * pictures. It has no side effects.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.proof;
