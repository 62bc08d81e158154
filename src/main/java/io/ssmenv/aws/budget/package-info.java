/** Keeps the operator's own calls below the published request rates. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.budget;
