/** IAM: roles, instance profiles and policies, as far as instances and their operator need them. */
package io.ssmenv.simulator.iam;
