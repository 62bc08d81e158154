/** IAM: roles, instance profiles, policies and OpenID Connect providers. */
package io.ssmenv.simulator.iam;
