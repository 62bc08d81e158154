"""No inbound traffic is allowed; outbound traffic is HTTPS to what the pattern needs."""

import pytest

from account import HOSTS


def peers(permission):
    yield from (one["CidrIp"] for one in permission["IpRanges"])
    yield from (one["CidrIpv6"] for one in permission["Ipv6Ranges"])
    yield from (one["PrefixListId"] for one in permission["PrefixListIds"])
    yield from (one["GroupId"] for one in permission["UserIdGroupPairs"])


def rules(permissions):
    """Each as (protocol, first port, last port, peer)."""
    return {
        (one["IpProtocol"], one.get("FromPort"), one.get("ToPort"), peer)
        for one in permissions
        for peer in peers(one)
    }


def https(*peers):
    return {("tcp", 443, 443, peer) for peer in peers}


def test_instances_allow_no_inbound_traffic(account, environment):
    group = account.of(environment, "securitygroup")["securitygroup/instances"]
    assert group["IpPermissions"] == []
    listed = account.ec2.describe_security_group_rules(
        Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}]
    )["SecurityGroupRules"]
    assert {rule["IsEgress"] for rule in listed} == {True}


@pytest.mark.parametrize("name", ["public", "nat", "nat-gateway"])
def test_instances_with_internet_access_may_use_only_https(account, built, name):
    group = account.of(name, "securitygroup")["securitygroup/instances"]
    assert rules(group["IpPermissionsEgress"]) == https("0.0.0.0/0")


def test_private_instances_may_connect_only_to_the_endpoints_and_s3(account, built):
    groups = account.of("private", "securitygroup")
    endpoints = groups["securitygroup/endpoints"]["GroupId"]
    egress = rules(groups["securitygroup/instances"]["IpPermissionsEgress"])
    assert egress == https(endpoints, account.s3_prefix_list())


def test_endpoints_allow_https_from_their_vpc_and_no_outbound_traffic(account, built):
    group = account.of("private", "securitygroup")["securitygroup/endpoints"]
    assert rules(group["IpPermissions"]) == https("10.22.0.0/20")
    assert group["IpPermissionsEgress"] == []


def test_there_are_no_other_groups_but_the_default_one(account, environment):
    own = {"securitygroup/instances"}
    if environment == "private":
        own |= {"securitygroup/endpoints"}
    groups = account.of(environment, "securitygroup")
    assert set(groups) == own
    if environment in HOSTS:  # A name is unique in a VPC.
        assert groups["securitygroup/instances"]["GroupName"].startswith(f"ssmenv-{environment}-")
    else:
        assert {key: group["GroupName"] for key, group in groups.items()} == {
            key: "ssmenv-" + key.split("/")[1] for key in own
        }
    names = [group["GroupName"] for group in account.owned_within(environment, "securitygroup")]
    listed = [group["GroupName"] for group in account.within(environment, "securitygroup")]
    assert sorted(listed) == sorted(["default", *names])


def test_instances_are_in_their_group_only(account, environment):
    # moto does not return the groups of an instance that was launched with an interface, so this
    # checks those of the interface.
    group = account.ids(environment, "securitygroup")["securitygroup/instances"]
    for interface in account.of(environment, "networkinterface").values():
        assert [one["GroupId"] for one in interface["Groups"]] == [group]
