/** Implements the ports of {@code cloud} with the AWS SDK, which no other package uses. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws;
