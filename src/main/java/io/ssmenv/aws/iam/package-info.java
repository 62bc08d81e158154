/** One file for each kind of IAM resource. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.iam;
