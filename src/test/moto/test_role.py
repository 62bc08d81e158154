"""Role and instance profile: what an instance may do."""

CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"


def role(account, environment):
    return account.of(environment, "role")["role"]


def test_the_role_is_named_after_the_environment_under_a_path_of_its_own(account, environment):
    found = role(account, environment)
    assert found["Path"] == "/ssmenv/"
    assert found["RoleName"].startswith(f"ssmenv-{environment}-")


def test_ec2_instances_and_nobody_else_may_take_the_role(account, environment):
    (statement,) = role(account, environment)["AssumeRolePolicyDocument"]["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "ec2.amazonaws.com"},
    }


def test_the_role_may_do_what_the_agent_needs_and_no_more(account, environment):
    name = role(account, environment)["RoleName"]
    attached = account.iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    assert [policy["PolicyArn"] for policy in attached] == [CORE]
    assert account.iam.list_role_policies(RoleName=name)["PolicyNames"] == []


def test_no_boundary_is_set_that_the_spec_does_not_name(account, environment):
    assert "PermissionsBoundary" not in role(account, environment)


def test_the_instance_profile_holds_the_role(account, environment):
    profile = account.of(environment, "instanceprofile")["instanceprofile"]
    name = role(account, environment)["RoleName"]
    assert (profile["Path"], profile["InstanceProfileName"]) == ("/ssmenv/", f"{name}-profile")
    assert [one["RoleName"] for one in profile["Roles"]] == [name]
