/** ssmenv: EC2 instances managed through AWS Systems Manager, declared in Kubernetes. */
package io.ssmenv;
