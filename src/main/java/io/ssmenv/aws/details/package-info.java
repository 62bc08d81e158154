/**
 * Reads resources with the details that the AWS console shows, for people. The operator itself uses
 * none of it.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.details;
