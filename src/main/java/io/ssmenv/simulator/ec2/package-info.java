/** Amazon EC2 and its VPCs: one class per action family. */
package io.ssmenv.simulator.ec2;
