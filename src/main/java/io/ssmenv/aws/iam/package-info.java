/** One handler for each type of IAM resource. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.iam;
