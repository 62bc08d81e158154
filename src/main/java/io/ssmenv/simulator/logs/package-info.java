/** The log groups of CloudWatch Logs, to which agents send the logs of sessions. */
package io.ssmenv.simulator.logs;
