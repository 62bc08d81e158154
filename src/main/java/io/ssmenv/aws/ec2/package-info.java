/** One file for each kind of EC2 resource. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.ec2;
