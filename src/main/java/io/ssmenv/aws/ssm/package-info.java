/** What Systems Manager knows of the instances. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.ssm;
