"""The tour: a role, its policies, its instance profile."""

import base64
import json
import subprocess
import sys
import time
from pathlib import Path

ISSUER = "https://oidc.example.com/id/1"
SUBJECT = "system:serviceaccount:tour:pod"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "ec2.amazonaws.com"},
            }
        ],
    }
)
LOGS = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*"}],
    }
)
VISIT = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"AWS": "111122223333"},
                "Condition": {"StringEquals": {"sts:ExternalId": "shared"}},
            }
        ],
    }
)
CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
ROLE = "--role-name tour"
PROFILE = "--instance-profile-name tour-profile"


def test_policy(aws, made):
    created = aws(
        "iam create-policy --policy-name boundary --path /tour/ --description Tour",
        *("--policy-document", LOGS),
    )
    made.boundary = created["Policy"]["Arn"]
    assert aws(f"iam get-policy --policy-arn {made.boundary}") == created
    aws(f"iam get-policy --policy-arn {CORE}")


def test_role(aws, made):
    aws(
        f"iam create-role {ROLE} --path /tour/ --description Tour --max-session-duration 7200"
        f" --permissions-boundary {made.boundary} --tags Key=a,Value=1",
        *("--assume-role-policy-document", TRUST),
    )
    role = aws(f"iam get-role {ROLE}")["Role"]
    assert role["AssumeRolePolicyDocument"] == json.loads(TRUST)
    assert [role["RoleName"] for role in aws("iam list-roles --path-prefix /tour/")["Roles"]] == [
        "tour"
    ]
    aws(f"iam update-role {ROLE} --description Better --max-session-duration 3600")
    aws(f"iam update-assume-role-policy {ROLE}", "--policy-document", TRUST)
    aws(f"iam tag-role {ROLE} --tags Key=b,Value=2")
    aws(f"iam untag-role {ROLE} --tag-keys a")
    assert aws(f"iam list-role-tags {ROLE}")["Tags"] == [{"Key": "b", "Value": "2"}]
    aws.refused(
        "EntityAlreadyExists",
        f"iam create-role {ROLE}",
        *("--assume-role-policy-document", TRUST),
    )
    aws.refused("NoSuchEntity", "iam get-role --role-name nobody")
    aws.refused(
        "MalformedPolicyDocument",
        "iam create-role --role-name other",
        *("--assume-role-policy-document", "{}"),
    )


def test_boundary(aws, made):
    aws(f"iam delete-role-permissions-boundary {ROLE}")
    aws(f"iam put-role-permissions-boundary {ROLE} --permissions-boundary {CORE}")
    aws(f"iam delete-role-permissions-boundary {ROLE}")


def test_policies_of_the_role(aws):
    aws(f"iam attach-role-policy {ROLE} --policy-arn {CORE}")
    assert aws(f"iam list-attached-role-policies {ROLE}")["AttachedPolicies"]
    aws(f"iam put-role-policy {ROLE} --policy-name logs", "--policy-document", LOGS)
    inline = aws(f"iam get-role-policy {ROLE} --policy-name logs")
    assert inline["PolicyDocument"] == json.loads(LOGS)
    assert aws(f"iam list-role-policies {ROLE}")["PolicyNames"] == ["logs"]
    aws.refused("DeleteConflict", f"iam delete-role {ROLE}")


def test_instance_profile(aws):
    aws(f"iam create-instance-profile {PROFILE} --path /tour/ --tags Key=a,Value=1")
    aws(f"iam add-role-to-instance-profile {PROFILE} {ROLE}")
    aws.refused("LimitExceeded", f"iam add-role-to-instance-profile {PROFILE} {ROLE}")
    aws(f"iam tag-instance-profile {PROFILE} --tags Key=b,Value=2")
    aws(f"iam untag-instance-profile {PROFILE} --tag-keys a")
    assert aws(f"iam list-instance-profile-tags {PROFILE}")["Tags"]
    profile = aws(f"iam get-instance-profile {PROFILE}")["InstanceProfile"]
    assert [role["RoleName"] for role in profile["Roles"]] == ["tour"]
    assert aws("iam list-instance-profiles --path-prefix /tour/")["InstanceProfiles"]
    assert aws(f"iam list-instance-profiles-for-role {ROLE}")["InstanceProfiles"]


def test_everything_of_the_account_at_once(aws):
    details = aws("iam get-account-authorization-details --filter Role")
    (role,) = [one for one in details["RoleDetailList"] if one["RoleName"] == "tour"]
    assert role["RolePolicyList"] and role["AttachedManagedPolicies"]
    assert role["InstanceProfileList"]


def test_session(aws):
    aws("iam create-role --role-name visited", "--assume-role-policy-document", VISIT)
    assume = (
        "sts assume-role --role-arn arn:aws:iam::111122223333:role/visited"
        " --role-session-name tour --duration-seconds 900"
    )
    aws.refused("AccessDenied", assume)
    session = aws(f"{assume} --external-id shared")
    assert session["AssumedRoleUser"]["Arn"] == (
        "arn:aws:sts::111122223333:assumed-role/visited/tour"
    )
    aws("iam delete-role --role-name visited")


def test_a_role_to_be_taken(aws):
    own = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                }
            ],
        }
    )
    created = aws("iam create-role --role-name visited", "--assume-role-policy-document", own)
    take = f"sts assume-role --role-arn {created['Role']['Arn']} --role-session-name tour"
    assert aws(take)["AssumedRoleUser"]["Arn"].endswith(":assumed-role/visited/tour")
    aws("iam delete-role --role-name visited")
    aws.refused("AccessDenied", take)


def token():
    """A token as a pod has it; nobody verifies its signature."""
    claims = {"iss": ISSUER, "sub": SUBJECT, "aud": "sts.amazonaws.com", "exp": time.time() + 3600}
    parts = (json.dumps({"alg": "RS256"}), json.dumps(claims), "signature")
    return ".".join(base64.urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts)


def test_a_pods_token_opens_a_session(aws, simulated, tmp_path):
    aws(
        f"iam create-open-id-connect-provider --url {ISSUER} --client-id-list sts.amazonaws.com"
        f" --thumbprint-list {'a' * 40} --tags Key=a,Value=1"
    )
    (provider,) = aws("iam list-open-id-connect-providers")["OpenIDConnectProviderList"]
    arn = f"--open-id-connect-provider-arn {provider['Arn']}"
    assert aws(f"iam get-open-id-connect-provider {arn}")["ClientIDList"] == ["sts.amazonaws.com"]
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": provider["Arn"]},
        "Condition": {"StringEquals": {f"{ISSUER.removeprefix('https://')}:sub": SUBJECT}},
    }
    created = aws(
        "iam create-role --role-name pod",
        *("--assume-role-policy-document", json.dumps({**json.loads(TRUST), "Statement": [trust]})),
    )
    role = created["Role"]["Arn"]
    file = tmp_path / "token"
    file.write_text(token())
    take = f"sts assume-role-with-web-identity --role-arn {role} --role-session-name tour"
    aws.until("Credentials", f"{take} --web-identity-token file://{file}")
    aws.refused("InvalidIdentityToken", f"{take} --web-identity-token nonsense")
    told = subprocess.run(
        [Path(sys.executable).with_name("aws"), "sts", "get-caller-identity"],
        env={
            "PATH": "/usr/bin:/bin",
            **{k: v for k, v in simulated.exports().items() if "KEY" not in k},
            "AWS_WEB_IDENTITY_TOKEN_FILE": str(file),
            "AWS_ROLE_ARN": role,
            "AWS_ROLE_SESSION_NAME": "by-file",
        },
        check=True,
        stdout=subprocess.PIPE,
    )
    assert json.loads(told.stdout)["Arn"].endswith(":assumed-role/pod/by-file")
    aws("iam delete-role --role-name pod")
    aws(f"iam delete-open-id-connect-provider {arn}")
