"""Cases of STS and of OpenID Connect providers."""

import json

from contract import case

ISSUER = "https://oidc.example.com/"


def provider(cloud, **more):
    made = cloud.iam.create_open_id_connect_provider(
        **({"Url": ISSUER + cloud.name(), "ThumbprintList": ["a" * 40]} | more)
    )
    return made["OpenIDConnectProviderArn"]


def trusting(cloud, principal, action="sts:AssumeRole"):
    """Returns the ARN of a new role that trusts a principal."""
    statement = {"Effect": "Allow", "Action": action, "Principal": principal}
    role = cloud.iam.create_role(
        RoleName=cloud.name(),
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    return role["Role"]["Arn"]


def account(cloud):
    return cloud.sts.get_caller_identity()["Account"]


@case("GetCallerIdentity: its account has 12 digits", True)
def _(cloud):
    return account(cloud).isdigit() and len(account(cloud)) == 12


@case("AssumeRole: unknown", "403 AccessDenied")
def _(cloud):
    arn = f"arn:aws:iam::{account(cloud)}:role/nobody"
    return cloud.sts.assume_role(RoleArn=arn, RoleSessionName="contract")


@case("AssumeRole: of a role that does not trust the caller", "403 AccessDenied")
def _(cloud):
    arn = trusting(cloud, {"Service": "ec2.amazonaws.com"})
    return cloud.sts.assume_role(RoleArn=arn, RoleSessionName="contract")


@case("AssumeRole: the identity of the session", True)
def _(cloud):
    arn = trusting(cloud, {"AWS": account(cloud)})
    taken = cloud.sts.assume_role(RoleArn=arn, RoleSessionName="contract")
    name = arn.rpartition("/")[2]
    return taken["AssumedRoleUser"]["Arn"].endswith(f":assumed-role/{name}/contract")


@case("AssumeRole: for less than 15 minutes", "400 ValidationError")
def _(cloud):
    arn = trusting(cloud, {"AWS": account(cloud)})
    return cloud.sts.assume_role(RoleArn=arn, RoleSessionName="contract", DurationSeconds=899)


@case("AssumeRole: a name with a space", "400 ValidationError")
def _(cloud):
    arn = trusting(cloud, {"AWS": account(cloud)})
    return cloud.sts.assume_role(RoleArn=arn, RoleSessionName="con tract")


@case("AssumeRoleWithWebIdentity: a malformed token", "400 InvalidIdentityToken")
def _(cloud):
    arn = trusting(cloud, {"Federated": provider(cloud)}, "sts:AssumeRoleWithWebIdentity")
    return cloud.sts.assume_role_with_web_identity(
        RoleArn=arn, RoleSessionName="contract", WebIdentityToken="nonsense"
    )


@case("CreateOpenIDConnectProvider: twice", "409 EntityAlreadyExists")
def _(cloud):
    url = ISSUER + cloud.name()
    for _ in range(2):
        provider(cloud, Url=url)


@case("CreateOpenIDConnectProvider: a URL without https", "400 ValidationError")
def _(cloud):
    return provider(cloud, Url="http://oidc.example.com")


@case("CreateOpenIDConnectProvider: too many thumbprints", "400 InvalidInput")
def _(cloud):
    return provider(cloud, ThumbprintList=[f"{number}" * 40 for number in range(6)])


@case("GetOpenIDConnectProvider: its URL has no scheme", True)
def _(cloud):
    arn = provider(cloud, ClientIDList=["sts.amazonaws.com"])
    found = cloud.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    return found["Url"] == arn.partition("/")[2]


@case("GetOpenIDConnectProvider: unknown", "404 NoSuchEntity")
def _(cloud):
    arn = f"arn:aws:iam::{account(cloud)}:oidc-provider/nobody.example.com"
    return cloud.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)


@case("ListOpenIDConnectProviders: a new one", True)
def _(cloud):
    arn = provider(cloud)
    found = cloud.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    return {"Arn": arn} in found


@case("DeleteOpenIDConnectProvider: unknown", 200)
def _(cloud):
    arn = f"arn:aws:iam::{account(cloud)}:oidc-provider/nobody.example.com"
    answer = cloud.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    return answer["ResponseMetadata"]["HTTPStatusCode"]
