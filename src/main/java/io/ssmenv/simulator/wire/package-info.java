/** The three AWS protocols: EC2 Query, Query (IAM, STS) and JSON 1.1 (Systems Manager). */
package io.ssmenv.simulator.wire;
