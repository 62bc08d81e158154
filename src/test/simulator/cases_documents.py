"""Cases of Systems Manager's session documents."""

import json

from contract import case


def content(**changes):
    inputs = {
        "s3BucketName": "",
        "s3KeyPrefix": "",
        "s3EncryptionEnabled": True,
        "cloudWatchLogGroupName": "",
        "cloudWatchEncryptionEnabled": True,
        "cloudWatchStreamingEnabled": True,
        "kmsKeyId": "",
        "runAsEnabled": False,
        "runAsDefaultUser": "",
        "idleSessionTimeout": "20",
        "maxSessionDuration": "60",
        "shellProfile": {"windows": "", "linux": ""},
    }
    document = {
        "schemaVersion": "1.0",
        "description": "Sessions",
        "sessionType": "Standard_Stream",
        "inputs": inputs | changes,
    }
    return json.dumps(document)


def document(cloud, **more):
    """Returns the name of a new session document."""
    made = cloud.ssm.create_document(
        **({"Name": cloud.name(), "Content": content(), "DocumentType": "Session"} | more)
    )
    return made["DocumentDescription"]["Name"]


@case("CreateDocument: twice", "400 DocumentAlreadyExists")
def _(cloud):
    return document(cloud, Name=document(cloud))


@case("CreateDocument: content that is not JSON", "400 InvalidDocumentContent")
def _(cloud):
    return document(cloud, Content="{")


@case("CreateDocument: an unknown input", "400 InvalidDocumentContent")
def _(cloud):
    return document(cloud, Content=content(idle="5"))


@case("CreateDocument: an idle timeout of more than an hour", "400 InvalidDocumentContent")
def _(cloud):
    return document(cloud, Content=content(idleSessionTimeout="61"))


@case("CreateDocument: another schema version", "400 InvalidDocumentSchemaVersion")
def _(cloud):
    return document(cloud, Content=content().replace('"1.0"', '"2.0"'))


@case("CreateDocument: a name that AWS reserves", "400 ValidationException")
def _(cloud):
    return document(cloud, Name="aws-" + cloud.name())


@case("CreateDocument: more than 64 KB", "400 MaxDocumentSizeExceeded")
def _(cloud):
    return document(cloud, Content=content(s3KeyPrefix="a" * 65536))


@case("DescribeDocument: unknown", "400 InvalidDocument")
def _(cloud):
    return cloud.ssm.describe_document(Name=cloud.name())


@case("DescribeDocument: a version that does not exist", "400 InvalidDocumentVersion")
def _(cloud):
    return cloud.ssm.describe_document(Name=document(cloud), DocumentVersion="2")


@case("GetDocument: unknown", "400 InvalidDocument")
def _(cloud):
    return cloud.ssm.get_document(Name=cloud.name())


@case("GetDocument: its content", True)
def _(cloud):
    found = cloud.ssm.get_document(Name=document(cloud))
    return json.loads(found["Content"]) == json.loads(content())


@case("UpdateDocument: the default version stays", True)
def _(cloud):
    name = document(cloud)
    changed = content(idleSessionTimeout="5")
    cloud.ssm.update_document(Name=name, Content=changed, DocumentVersion="$LATEST")
    return cloud.ssm.describe_document(Name=name)["Document"]["DocumentVersion"] == "1"


@case("UpdateDocument: the same content", "400 DuplicateDocumentContent")
def _(cloud):
    name = document(cloud)
    return cloud.ssm.update_document(Name=name, Content=content(), DocumentVersion="$LATEST")


@case("UpdateDocument: not the latest version", "400 InvalidDocumentVersion")
def _(cloud):
    name = document(cloud)
    for timeout in ("5", "6"):
        changed = content(idleSessionTimeout=timeout)
        cloud.ssm.update_document(Name=name, Content=changed, DocumentVersion="1")


@case("UpdateDocumentDefaultVersion: a version that does not exist", "400 InvalidDocumentVersion")
def _(cloud):
    return cloud.ssm.update_document_default_version(Name=document(cloud), DocumentVersion="2")


@case("DeleteDocument: unknown", "400 InvalidDocument")
def _(cloud):
    return cloud.ssm.delete_document(Name=cloud.name())


@case("DeleteDocument: the default version", "400 InvalidDocumentOperation")
def _(cloud):
    return cloud.ssm.delete_document(Name=document(cloud), DocumentVersion="1")


@case("ListDocuments: by owner and tag", True)
def _(cloud):
    name = cloud.name()
    document(cloud, Name=name, Tags=[{"Key": "case", "Value": name}])
    filters = [{"Key": "Owner", "Values": ["Self"]}, {"Key": "tag:case", "Values": [name]}]
    found = cloud.ssm.list_documents(Filters=filters)["DocumentIdentifiers"]
    return [one["Name"] for one in found] == [name]


@case("AddTagsToResource: an unknown document", "400 InvalidResourceId")
def _(cloud):
    return cloud.ssm.add_tags_to_resource(
        ResourceType="Document", ResourceId=cloud.name(), Tags=[{"Key": "a", "Value": "1"}]
    )


@case("AddTagsToResource: more than 50", "400 TooManyTagsError")
def _(cloud):
    tags = [{"Key": f"key-{number}", "Value": ""} for number in range(51)]
    return cloud.ssm.add_tags_to_resource(
        ResourceType="Document", ResourceId=document(cloud), Tags=tags
    )


@case("RemoveTagsFromResource: another key", [{"Key": "a", "Value": "1"}])
def _(cloud):
    name = document(cloud, Tags=[{"Key": "a", "Value": "1"}])
    resource = {"ResourceType": "Document", "ResourceId": name}
    cloud.ssm.remove_tags_from_resource(**resource, TagKeys=["b"])
    return cloud.ssm.list_tags_for_resource(**resource)["TagList"]


@case("ListTagsForResource: an unknown document", "400 InvalidResourceId")
def _(cloud):
    return cloud.ssm.list_tags_for_resource(ResourceType="Document", ResourceId=cloud.name())
