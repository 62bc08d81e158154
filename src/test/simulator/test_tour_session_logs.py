"""The tour: a key, a log group and a bucket for the logs of sessions."""

GROUP = "/team/sessions"
BUCKET = "team-sessions"


def test_a_key_has_an_alias(aws, made):
    made.key = aws("kms create-key --description Sessions")["KeyMetadata"]["Arn"]
    aws(f"kms create-alias --alias-name alias/team --target-key-id {made.key}")
    aws(f"kms disable-key --key-id {made.key}")
    aws(f"kms enable-key --key-id {made.key}")
    assert aws("kms describe-key --key-id alias/team")["KeyMetadata"]["Enabled"]
    aws.refused("NotFoundException", "kms describe-key --key-id alias/other")


def test_a_log_group_is_encrypted(aws, made):
    aws(f"logs create-log-group --log-group-name {GROUP}")
    aws(f"logs associate-kms-key --log-group-name {GROUP} --kms-key-id {made.key}")
    (found,) = aws(f"logs describe-log-groups --log-group-name-prefix {GROUP}")["logGroups"]
    assert (found["logGroupName"], found["kmsKeyId"]) == (GROUP, made.key)
    assert aws(f"logs describe-log-streams --log-group-name {GROUP}")["logStreams"] == []
    aws.refused(
        "ResourceNotFoundException",
        f"logs get-log-events --log-group-name {GROUP} --log-stream-name nothing",
    )
    aws(f"logs delete-log-group --log-group-name {GROUP}")


def test_a_bucket_is_encrypted(aws, made):
    bucket = f"--bucket {BUCKET}"
    aws(f"s3api create-bucket {bucket} --create-bucket-configuration LocationConstraint=eu-west-1")
    assert aws(f"s3api head-bucket {bucket}")["BucketRegion"] == "eu-west-1"
    assert aws(f"s3api get-bucket-location {bucket}")["LocationConstraint"] == "eu-west-1"
    rule = "{SSEAlgorithm=aws:kms,KMSMasterKeyID=" + made.key + "}"
    aws(
        f"s3api put-bucket-encryption {bucket} --server-side-encryption-configuration"
        f" 'Rules=[{{ApplyServerSideEncryptionByDefault={rule}}}]'"
    )
    (found,) = aws(f"s3api get-bucket-encryption {bucket}")["ServerSideEncryptionConfiguration"][
        "Rules"
    ]
    assert found["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"] == made.key
    assert aws(f"s3api list-objects-v2 {bucket}").get("Contents", []) == []
    aws.refused("NoSuchKey", f"s3api get-object {bucket} --key nothing /dev/null")
    aws(f"s3api delete-bucket {bucket}")
    aws(f"kms schedule-key-deletion --key-id {made.key} --pending-window-in-days 7")
