package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.created;

import java.util.List;

/** The rules on the preferences of sessions. */
enum SessionRule implements AdmissionRule {
  LOG_IS_SOMEWHERE(
      "spec.sessions.log",
      "spec.sessions.log must have cloudWatchGroup, s3Bucket or both: add one, or remove log",
      List.of(created("sessions: {log: {}}")),
      List.of(
          created("sessions: {}"),
          created("sessions: {log: {cloudWatchGroup: /ssm/sessions}}"),
          created("sessions: {log: {cloudWatchGroup: a.b#c_d-e, s3Bucket: example-sessions}}"))),
  LOG_GROUP_IS_A_NAME(
      "spec.sessions.log.cloudWatchGroup",
      "spec.sessions.log.cloudWatchGroup must be the name of a log group, such as /ssm/sessions:"
          + " letters, digits and _ - / . #",
      List.of(
          created("sessions: {log: {cloudWatchGroup: ''}}"),
          created("sessions: {log: {cloudWatchGroup: 'all*'}}"),
          created(
              "sessions: {log: {cloudWatchGroup: 'arn:aws:logs:eu-west-1:111122223333:log-group:a'}}")),
      List.of(created("sessions: {log: {cloudWatchGroup: a}}"))),
  BUCKET_IS_A_NAME(
      "spec.sessions.log.s3Bucket",
      "spec.sessions.log.s3Bucket must be the name of a bucket, such as example-sessions: 3 to 63"
          + " lowercase letters, digits, - and ., without a prefix",
      List.of(
          created("sessions: {log: {s3Bucket: ab}}"),
          created("sessions: {log: {s3Bucket: Example}}"),
          created("sessions: {log: {s3Bucket: example/prefix}}"),
          created("sessions: {log: {s3Bucket: 'example*'}}"),
          created("sessions: {log: {s3Bucket: 'arn:aws:s3:::example'}}")),
      List.of(created("sessions: {log: {s3Bucket: example.sessions-1}}"))),
  KEY_IS_A_KEY(
      "spec.sessions.kmsKeyId",
      "spec.sessions.kmsKeyId must be the id, the alias or the ARN of a KMS key, such as"
          + " 1234abcd-12ab-34cd-56ef-1234567890ab, alias/sessions or"
          + " arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      List.of(
          created("sessions: {kmsKeyId: ''}"),
          created("sessions: {kmsKeyId: sessions}"),
          created("sessions: {kmsKeyId: 'alias/*'}"),
          created("sessions: {kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/*'}"),
          created("sessions: {kmsKeyId: 'arn:aws:s3:::example'}")),
      List.of(
          created("sessions: {kmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab}"),
          created("sessions: {kmsKeyId: mrk-1234abcd12ab34cd56ef1234567890ab}"),
          created("sessions: {kmsKeyId: alias/team/sessions_1}"),
          created("sessions: {kmsKeyId: 'arn:aws-cn:kms:cn-north-1:111122223333:alias/a'}"),
          created(
              "sessions: {kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'}"))),
  USER_IS_A_NAME(
      "spec.sessions.runAs",
      "spec.sessions.runAs must be the name of a user of the instances, such as operator: letters,"
          + " digits, _, . and -, beginning with a letter or _, at most 32 characters",
      List.of(
          created("sessions: {runAs: ''}"),
          created("sessions: {runAs: -u}"),
          created("sessions: {runAs: 'a b'}")),
      List.of(created("sessions: {runAs: ec2-user}"), created("sessions: {runAs: _a.b}"))),
  USER_IS_NOT_ROOT(
      "spec.sessions.runAs",
      "spec.sessions.runAs must not be root: Session Manager does not run sessions as root; name"
          + " another user",
      List.of(created("sessions: {runAs: root}")),
      List.of(created("sessions: {runAs: rooted}"))),
  IDLE_TIMEOUT_IS_IN_MINUTES(
      "spec.sessions.idleTimeout",
      "spec.sessions.idleTimeout must be a duration in whole minutes, such as 20m, from 1m to 60m",
      List.of(
          created("sessions: {idleTimeout: 0m}"),
          created("sessions: {idleTimeout: 61m}"),
          created("sessions: {idleTimeout: 90s}"),
          created("sessions: {idleTimeout: '20'}")),
      List.of(
          created("sessions: {idleTimeout: 1m}"),
          created("sessions: {idleTimeout: 60m}"),
          created("sessions: {idleTimeout: 1h}"))),
  MAX_DURATION_IS_IN_MINUTES(
      "spec.sessions.maxDuration",
      "spec.sessions.maxDuration must be a duration in whole hours and minutes, such as 8h or 90m,"
          + " from 1m to 24h",
      List.of(
          created("sessions: {maxDuration: 0h}"),
          created("sessions: {maxDuration: 24h1m}"),
          created("sessions: {maxDuration: 1h30s}")),
      List.of(
          created("sessions: {maxDuration: 1m}"),
          created("sessions: {maxDuration: 8h30m}"),
          created("sessions: {maxDuration: 24h}"),
          created("sessions: {maxDuration: 1440m}"))),
  SHELL_PROFILE_HAS_NO_PARAMETERS(
      "spec.sessions.shellProfile",
      "spec.sessions.shellProfile must not contain {{, which Systems Manager replaces in documents",
      List.of(
          created("sessions: {shellProfile: {linux: 'echo {{x}}'}}"),
          created("sessions: {shellProfile: {windows: '{{'}}")),
      List.of(created("sessions: {shellProfile: {linux: 'f() { :; }', windows: date}}")));

  private final Terms terms;

  SessionRule(String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
