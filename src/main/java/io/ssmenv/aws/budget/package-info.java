/** Keeps the operator's writes and reads below the request rates of AWS. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.budget;
