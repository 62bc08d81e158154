"""Cases of IAM."""

from contract import ALLOW, CORE, TRUST, case


@case("CreateRole: twice", "409 EntityAlreadyExists")
def _(cloud):
    return cloud.iam.create_role(RoleName=cloud.role(), AssumeRolePolicyDocument=TRUST)


@case("CreateRole: the same name in capitals", "409 EntityAlreadyExists")
def _(cloud):
    return cloud.iam.create_role(RoleName=cloud.role().upper(), AssumeRolePolicyDocument=TRUST)


@case("CreateRole: the same name under another path", "409 EntityAlreadyExists")
def _(cloud):
    return cloud.iam.create_role(
        RoleName=cloud.role(), AssumeRolePolicyDocument=TRUST, Path="/other/"
    )


@case("CreateRole: an invalid trust policy", "400 MalformedPolicyDocument")
def _(cloud):
    return cloud.iam.create_role(RoleName=cloud.name(), AssumeRolePolicyDocument="{}")


@case("CreateRole: a name of 65 characters", "400 ValidationError")
def _(cloud):
    return cloud.iam.create_role(RoleName="r" * 65, AssumeRolePolicyDocument=TRUST)


@case("CreateRole: a session duration of a minute", "400 ValidationError")
def _(cloud):
    return cloud.role(MaxSessionDuration=60)


@case("CreateRole: an unknown boundary", "404 NoSuchEntity")
def _(cloud):
    return cloud.role(PermissionsBoundary="arn:aws:iam::111122223333:policy/nothing")


@case("GetRole: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.get_role(RoleName="nobody")


@case("ListRoles: 3 in pages of 2", [2, True, 1, False])
def _(cloud):
    path = f"/{cloud.name()}/"
    for _ in range(3):
        cloud.role(Path=path)
    one = cloud.iam.list_roles(PathPrefix=path, MaxItems=2)
    two = cloud.iam.list_roles(PathPrefix=path, MaxItems=2, Marker=one.get("Marker", ""))
    return [x for page in (one, two) for x in (len(page["Roles"]), page["IsTruncated"])]


@case("ListRoles: shows no tags", False)
def _(cloud):
    path = f"/{cloud.name()}/"
    cloud.role(Path=path, Tags=[{"Key": "a", "Value": "b"}])
    return "Tags" in cloud.iam.list_roles(PathPrefix=path)["Roles"][0]


@case("DeleteRole: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.delete_role(RoleName="nobody")


@case("DeleteRole: with a managed policy", "409 DeleteConflict")
def _(cloud):
    role = cloud.role()
    cloud.iam.attach_role_policy(RoleName=role, PolicyArn=CORE)
    return cloud.iam.delete_role(RoleName=role)


@case("DeleteRole: with an inline policy", "409 DeleteConflict")
def _(cloud):
    role = cloud.role()
    cloud.iam.put_role_policy(RoleName=role, PolicyName="p", PolicyDocument=ALLOW)
    return cloud.iam.delete_role(RoleName=role)


@case("DeleteRole: in an instance profile", "409 DeleteConflict")
def _(cloud):
    role = cloud.role()
    cloud.profile(role)
    return cloud.iam.delete_role(RoleName=role)


@case("AttachRolePolicy: twice", 1)
def _(cloud):
    role = cloud.role()
    for _ in range(2):
        cloud.iam.attach_role_policy(RoleName=role, PolicyArn=CORE)
    return len(cloud.iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"])


@case("AttachRolePolicy: unknown", "404 NoSuchEntity")
def _(cloud):
    arn = "arn:aws:iam::aws:policy/Nothing"
    return cloud.iam.attach_role_policy(RoleName=cloud.role(), PolicyArn=arn)


@case("AttachRolePolicy: an 11th", "409 LimitExceeded")
def _(cloud):
    role = cloud.role()
    for _ in range(11):
        cloud.iam.attach_role_policy(RoleName=role, PolicyArn=cloud.policy())


@case("DetachRolePolicy: not attached", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.detach_role_policy(RoleName=cloud.role(), PolicyArn=CORE)


@case("PutRolePolicy: an invalid policy", "400 MalformedPolicyDocument")
def _(cloud):
    return cloud.iam.put_role_policy(
        RoleName=cloud.role(), PolicyName="p", PolicyDocument="nothing"
    )


@case("GetRolePolicy: unknown", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.get_role_policy(RoleName=cloud.role(), PolicyName="nothing")


@case("DeletePolicy: attached", "409 DeleteConflict")
def _(cloud):
    policy = cloud.policy()
    cloud.iam.attach_role_policy(RoleName=cloud.role(), PolicyArn=policy)
    return cloud.iam.delete_policy(PolicyArn=policy)


@case("CreateInstanceProfile: twice", "409 EntityAlreadyExists")
def _(cloud):
    return cloud.iam.create_instance_profile(InstanceProfileName=cloud.profile())


@case("AddRoleToInstanceProfile: a second role", "409 LimitExceeded")
def _(cloud):
    return cloud.iam.add_role_to_instance_profile(
        InstanceProfileName=cloud.profile(cloud.role()), RoleName=cloud.role()
    )


@case("AddRoleToInstanceProfile: an unknown role", "404 NoSuchEntity")
def _(cloud):
    return cloud.profile("nobody")


@case("DeleteInstanceProfile: with a role", "409 DeleteConflict")
def _(cloud):
    profile = cloud.profile(cloud.role())
    return cloud.iam.delete_instance_profile(InstanceProfileName=profile)


@case("UpdateAssumeRolePolicy: unknown role", "404 NoSuchEntity")
def _(cloud):
    return cloud.iam.update_assume_role_policy(RoleName="nobody", PolicyDocument=TRUST)
