/** The AWS protocols: EC2 Query, Query (IAM, STS), JSON 1.1 (Systems Manager) and S3's. */
package io.ssmenv.simulator.wire;
