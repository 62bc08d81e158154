/** One handler for each type of EC2 resource. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.ec2;
