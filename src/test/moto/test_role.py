"""The role and the instance profile of the instances."""

CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"


def role(account, environment):
    return account.of(environment, "role")["role"]


def test_the_role_has_the_name_of_the_environment_and_its_own_path(account, environment):
    found = role(account, environment)
    assert found["Path"] == "/ssmenv/"
    assert found["RoleName"].startswith(f"ssmenv-{environment}-")


def test_only_ec2_instances_may_assume_the_role(account, environment):
    (statement,) = role(account, environment)["AssumeRolePolicyDocument"]["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "ec2.amazonaws.com"},
    }


def test_the_role_has_only_the_policy_of_the_agent(account, environment):
    name = role(account, environment)["RoleName"]
    attached = account.iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    assert [policy["PolicyArn"] for policy in attached] == [CORE]
    assert account.iam.list_role_policies(RoleName=name)["PolicyNames"] == []


def test_no_permissions_boundary_is_set_without_one_in_the_spec(account, environment):
    assert "PermissionsBoundary" not in role(account, environment)


def test_the_instance_profile_holds_the_role(account, environment):
    profile = account.of(environment, "instanceprofile")["instanceprofile"]
    name = role(account, environment)["RoleName"]
    assert (profile["Path"], profile["InstanceProfileName"]) == ("/ssmenv/", f"{name}-profile")
    assert [one["RoleName"] for one in profile["Roles"]] == [name]
