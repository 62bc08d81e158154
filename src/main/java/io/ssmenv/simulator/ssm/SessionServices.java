package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.kms.Kms;
import io.ssmenv.simulator.logs.Logs;
import io.ssmenv.simulator.s3.S3;

/** The services that sessions use, according to their preferences. */
public record SessionServices(Kms kms, Logs logs, S3 s3) {}
