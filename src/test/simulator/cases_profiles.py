"""Cases of instance profiles, tags and policies of IAM."""

from contract import ALLOW, CORE, TRUST, case

TAG = [{"Key": "a", "Value": "1"}]
NO_POLICY = "arn:aws:iam::111122223333:policy/nothing"


@case("GetInstanceProfile: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.get_instance_profile(InstanceProfileName="nobody")


@case("GetInstanceProfile: with its role", 1)
def _(cloud):
    profile = cloud.profile(cloud.role())
    found = cloud.iam.get_instance_profile(InstanceProfileName=profile)
    return len(found["InstanceProfile"]["Roles"])


@case("ListInstanceProfiles: by path", True)
def _(cloud):
    cloud.profile()
    name = cloud.name()
    path = f"/{name}/"
    cloud.iam.create_instance_profile(InstanceProfileName=name, Path=path)
    found = cloud.iam.list_instance_profiles(PathPrefix=path)["InstanceProfiles"]
    return [one["InstanceProfileName"] for one in found] == [name]


@case("ListInstanceProfilesForRole: unknown role", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.list_instance_profiles_for_role(RoleName="nobody")


@case("RemoveRoleFromInstanceProfile: another role", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.remove_role_from_instance_profile(
        InstanceProfileName=cloud.profile(), RoleName=cloud.role()
    )


@case("RemoveRoleFromInstanceProfile: of an unknown profile", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.remove_role_from_instance_profile(
        InstanceProfileName="nobody", RoleName=cloud.role()
    )


@case("TagInstanceProfile: the tags in its list", TAG)
def _(cloud):
    profile = cloud.profile()
    cloud.iam.tag_instance_profile(InstanceProfileName=profile, Tags=TAG)
    return cloud.iam.list_instance_profile_tags(InstanceProfileName=profile)["Tags"]


@case("UntagInstanceProfile: of an unknown profile", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.untag_instance_profile(InstanceProfileName="nobody", TagKeys=["a"])


@case("ListInstanceProfileTags: of an unknown profile", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.list_instance_profile_tags(InstanceProfileName="nobody")


@case("TagRole: a key that AWS reserves", "400 InvalidInput")
def _(cloud):
    return cloud.iam.tag_role(RoleName=cloud.role(), Tags=[{"Key": "aws:a", "Value": "1"}])


@case("TagRole: more than 50", "409 LimitExceeded")
def _(cloud):
    role = cloud.role()
    for half in range(2):
        tags = [{"Key": f"{half}-{number}", "Value": "1"} for number in range(26)]
        cloud.iam.tag_role(RoleName=role, Tags=tags)


@case("UntagRole: an unknown key", TAG)
def _(cloud):
    role = cloud.role(Tags=TAG)
    cloud.iam.untag_role(RoleName=role, TagKeys=["b"])
    return cloud.iam.list_role_tags(RoleName=role)["Tags"]


@case("ListRoleTags: unknown role", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.list_role_tags(RoleName="nobody")


@case("UpdateRole: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.update_role(RoleName="nobody", Description="nobody")


@case("CreatePolicy: twice", "409 EntityAlreadyExists")
def _(cloud):
    name = cloud.name()
    for _ in range(2):
        cloud.iam.create_policy(PolicyName=name, PolicyDocument=ALLOW)


@case("CreatePolicy: an invalid policy", "400 MalformedPolicyDocument")
def _(cloud):
    return cloud.iam.create_policy(PolicyName=cloud.name(), PolicyDocument="{}")


@case("CreatePolicy: more than 6,144 characters", "409 LimitExceeded")
def _(cloud):
    long = ALLOW.replace("logs:PutLogEvents", "logs:" + "a" * 6144)
    return cloud.iam.create_policy(PolicyName=cloud.name(), PolicyDocument=long)


@case("PutRolePolicy: more than 10,240 characters in a role", "409 LimitExceeded")
def _(cloud):
    role = cloud.role()
    long = ALLOW.replace("logs:PutLogEvents", "logs:" + "a" * 6144)
    for name in ("one", "two"):
        cloud.iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=long)


@case("CreateRole: a trust policy of more than 2,048 characters", "409 LimitExceeded")
def _(cloud):
    long = TRUST.replace("sts:AssumeRole", "sts:" + "a" * 2048)
    return cloud.iam.create_role(RoleName=cloud.name(), AssumeRolePolicyDocument=long)


@case("GetPolicy: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.get_policy(PolicyArn=NO_POLICY)


@case("GetPolicy: its attachment count", [0, 1])
def _(cloud):
    def attachments():
        return cloud.iam.get_policy(PolicyArn=policy)["Policy"]["AttachmentCount"]

    policy = cloud.policy()
    before = attachments()
    cloud.iam.attach_role_policy(RoleName=cloud.role(), PolicyArn=policy)
    return [before, attachments()]


@case("DeletePolicy: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.delete_policy(PolicyArn=NO_POLICY)


@case("PutRolePermissionsBoundary: unknown policy", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.put_role_permissions_boundary(
        RoleName=cloud.role(), PermissionsBoundary=NO_POLICY
    )


@case("DeleteRolePermissionsBoundary: it is removed", [True, False])
def _(cloud):
    def bounded():
        return "PermissionsBoundary" in cloud.iam.get_role(RoleName=role)["Role"]

    role = cloud.role(PermissionsBoundary=cloud.policy())
    before = bounded()
    cloud.iam.delete_role_permissions_boundary(RoleName=role)
    return [before, bounded()]


@case("DeleteRolePolicy: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.delete_role_policy(RoleName=cloud.role(), PolicyName="nothing")


@case("ListRolePolicies: of a role with one", ["p"])
def _(cloud):
    role = cloud.role()
    cloud.iam.put_role_policy(RoleName=role, PolicyName="p", PolicyDocument=ALLOW)
    return cloud.iam.list_role_policies(RoleName=role)["PolicyNames"]


@case("ListAttachedRolePolicies: unknown role", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.list_attached_role_policies(RoleName="nobody")


@case("GetAccountAuthorizationDetails: all of a role", [["AmazonSSMManagedInstanceCore"], 1])
def _(cloud):
    role = cloud.role()
    cloud.profile(role)
    cloud.iam.attach_role_policy(RoleName=role, PolicyArn=CORE)
    pages = cloud.iam.get_paginator("get_account_authorization_details")
    roles = [one for page in pages.paginate(Filter=["Role"]) for one in page["RoleDetailList"]]
    (found,) = [one for one in roles if one["RoleName"] == role]
    attached = [policy["PolicyName"] for policy in found["AttachedManagedPolicies"]]
    return [attached, len(found["InstanceProfileList"])]
