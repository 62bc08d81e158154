"""Cases of the log groups, buckets and keys that sessions use."""

from contract import case

NO_KEY = "01234567-89ab-cdef-0123-456789abcdef"


def key(cloud):
    return cloud.kms.create_key(Description="contract")["KeyMetadata"]["Arn"]


def group(cloud, **more):
    name = f"/contract/{cloud.name()}"
    cloud.logs.create_log_group(logGroupName=name, **more)
    return name


def bucket(cloud, name=None):
    name = name or f"{cloud.name()}-{cloud.region}"
    where = {"LocationConstraint": cloud.region}
    more = {} if cloud.region == "us-east-1" else {"CreateBucketConfiguration": where}
    cloud.s3.create_bucket(Bucket=name, **more)
    return name


@case("CreateKey: it is enabled", "Enabled")
def _(cloud):
    return cloud.kms.describe_key(KeyId=key(cloud))["KeyMetadata"]["KeyState"]


@case("DescribeKey: unknown", "400 NotFoundException")
def _(cloud):
    return cloud.kms.describe_key(KeyId=NO_KEY)


@case("DescribeKey: by its alias", True)
def _(cloud):
    arn, alias = key(cloud), f"alias/{cloud.name()}"
    cloud.kms.create_alias(AliasName=alias, TargetKeyId=arn)
    return cloud.kms.describe_key(KeyId=alias)["KeyMetadata"]["Arn"] == arn


@case("CreateAlias: twice", "400 AlreadyExistsException")
def _(cloud):
    arn, alias = key(cloud), f"alias/{cloud.name()}"
    for _ in range(2):
        cloud.kms.create_alias(AliasName=alias, TargetKeyId=arn)


@case("CreateAlias: a name without its prefix", "400 ValidationException")
def _(cloud):
    return cloud.kms.create_alias(AliasName="team", TargetKeyId=key(cloud))


@case("DisableKey: its state", "Disabled")
def _(cloud):
    arn = key(cloud)
    cloud.kms.disable_key(KeyId=arn)
    return cloud.kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]


@case("EnableKey: pending deletion", "400 KMSInvalidStateException")
def _(cloud):
    arn = key(cloud)
    cloud.kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    return cloud.kms.enable_key(KeyId=arn)


@case("ScheduleKeyDeletion: its state", "PendingDeletion")
def _(cloud):
    arn = key(cloud)
    cloud.kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    return cloud.kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]


@case("CreateLogGroup: twice", "400 ResourceAlreadyExistsException")
def _(cloud):
    return cloud.logs.create_log_group(logGroupName=group(cloud))


@case("CreateLogGroup: a name with a space", "400 InvalidParameterException")
def _(cloud):
    return cloud.logs.create_log_group(logGroupName="a b")


@case("DescribeLogGroups: by prefix", True)
def _(cloud):
    name = group(cloud)
    (found,) = cloud.logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return found["logGroupName"] == name and found["arn"].endswith(":*")


@case("DescribeLogGroups: unknown", [])
def _(cloud):
    return cloud.logs.describe_log_groups(logGroupNamePrefix="/nothing")["logGroups"]


@case("DeleteLogGroup: unknown", "400 ResourceNotFoundException")
def _(cloud):
    return cloud.logs.delete_log_group(logGroupName="/nothing")


@case("AssociateKmsKey: its key", True)
def _(cloud):
    name, arn = group(cloud), key(cloud)
    cloud.logs.associate_kms_key(logGroupName=name, kmsKeyId=arn)
    (found,) = cloud.logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return found["kmsKeyId"] == arn


@case("AssociateKmsKey: an unknown key", "400 InvalidParameterException")
def _(cloud):
    arn = key(cloud).rpartition("/")[0] + "/" + NO_KEY
    return cloud.logs.associate_kms_key(logGroupName=group(cloud), kmsKeyId=arn)


@case("DescribeLogStreams: of an unknown group", "400 ResourceNotFoundException")
def _(cloud):
    return cloud.logs.describe_log_streams(logGroupName="/nothing")


@case("GetLogEvents: of an unknown stream", "400 ResourceNotFoundException")
def _(cloud):
    return cloud.logs.get_log_events(logGroupName=group(cloud), logStreamName="nothing")


@case("CreateBucket: its name is invalid", "400 InvalidBucketName")
def _(cloud):
    return bucket(cloud, "A_B")


@case("HeadBucket: its region", True)
def _(cloud):
    return cloud.s3.head_bucket(Bucket=bucket(cloud))["BucketRegion"] == cloud.region


@case("HeadBucket: unknown", "404 404")
def _(cloud):
    return cloud.s3.head_bucket(Bucket="nothing-of-the-contract")


@case("GetBucketLocation: its region", True)
def _(cloud):
    found = cloud.s3.get_bucket_location(Bucket=bucket(cloud))["LocationConstraint"]
    return (found or "us-east-1") == cloud.region


@case("GetBucketEncryption: of a new bucket", "AES256")
def _(cloud):
    return algorithm(cloud, bucket(cloud))


def algorithm(cloud, name):
    found = cloud.s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
    return found["Rules"][0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"]


@case("PutBucketEncryption: with a key", "aws:kms")
def _(cloud):
    name = bucket(cloud)
    rule = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key(cloud)}
    cloud.s3.put_bucket_encryption(
        Bucket=name,
        ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": rule}]},
    )
    return algorithm(cloud, name)


@case("ListObjectsV2: of a new bucket", 0)
def _(cloud):
    return cloud.s3.list_objects_v2(Bucket=bucket(cloud))["KeyCount"]


@case("ListObjectsV2: of an unknown bucket", "404 NoSuchBucket")
def _(cloud):
    return cloud.s3.list_objects_v2(Bucket="nothing-of-the-contract")


@case("GetObject: unknown", "404 NoSuchKey")
def _(cloud):
    return cloud.s3.get_object(Bucket=bucket(cloud), Key="nothing")


@case("DeleteBucket: unknown", "404 NoSuchBucket")
def _(cloud):
    return cloud.s3.delete_bucket(Bucket="nothing-of-the-contract")
