"""Cases of Systems Manager's nodes, commands and sessions."""

from contract import case

NO_INSTANCE = "i-0123456789abcdef0"
NO_COMMAND = "01234567-0123-0123-0123-0123456789ab"
SCRIPT = {"commands": ["echo here"]}


@case("DescribeInstanceInformation: without nodes", [])
def _(cloud):
    filters = [{"Key": "InstanceIds", "Values": [NO_INSTANCE]}]
    return cloud.ssm.describe_instance_information(Filters=filters)["InstanceInformationList"]


@case("DescribeInstanceInformation: a page of less than 5", "400 ValidationException")
def _(cloud):
    return cloud.ssm.describe_instance_information(MaxResults=4)


@case("DescribeInstanceInformation: a page of more than 50", "400 ValidationException")
def _(cloud):
    return cloud.ssm.describe_instance_information(MaxResults=51)


@case("DescribeInstanceInformation: unknown filter", "400 InvalidFilterKey")
def _(cloud):
    filters = [{"Key": "Colour", "Values": ["red"]}]
    return cloud.ssm.describe_instance_information(Filters=filters)


@case("GetConnectionStatus: unknown", "notconnected")
def _(cloud):
    return cloud.ssm.get_connection_status(Target=NO_INSTANCE)["Status"]


@case("GetParameter: unknown", "400 ParameterNotFound")
def _(cloud):
    return cloud.ssm.get_parameter(Name="/nothing")


@case("GetParameters: unknown", ["/nothing"])
def _(cloud):
    return cloud.ssm.get_parameters(Names=["/nothing"])["InvalidParameters"]


@case("GetParameters: more than 10", "400 ValidationException")
def _(cloud):
    return cloud.ssm.get_parameters(Names=[f"/nothing/{number}" for number in range(11)])


@case("PutParameter: the same name again", "400 ParameterAlreadyExists")
def _(cloud):
    for _ in range(2):
        cloud.ssm.put_parameter(Name="/team/one", Value="1", Type="String")


@case("PutParameter: a name that begins with ssm", "400 ValidationException")
def _(cloud):
    return cloud.ssm.put_parameter(Name="/ssmenv/one", Value="1", Type="String")


@case("DeleteParameter: unknown", "400 ParameterNotFound")
def _(cloud):
    return cloud.ssm.delete_parameter(Name="/nothing")


@case("SendCommand: to an unknown instance", "400 InvalidInstanceId")
def _(cloud):
    return cloud.ssm.send_command(
        InstanceIds=[NO_INSTANCE], DocumentName="AWS-RunShellScript", Parameters=SCRIPT
    )


@case("SendCommand: an unknown document", "400 InvalidDocument")
def _(cloud):
    return cloud.ssm.send_command(InstanceIds=[NO_INSTANCE], DocumentName="Nothing")


@case("GetCommandInvocation: unknown", "400 InvocationDoesNotExist")
def _(cloud):
    return cloud.ssm.get_command_invocation(CommandId=NO_COMMAND, InstanceId=NO_INSTANCE)


@case("ListCommandInvocations: of an instance without any", [])
def _(cloud):
    return cloud.ssm.list_command_invocations(InstanceId=NO_INSTANCE)["CommandInvocations"]


@case("StartSession: to an unknown instance", "400 TargetNotConnected")
def _(cloud):
    return cloud.ssm.start_session(Target=NO_INSTANCE)


@case("DescribeSessions: none", [])
def _(cloud):
    return cloud.ssm.describe_sessions(State="Active")["Sessions"]


@case("TerminateSession: unknown", "400 DoesNotExistException")
def _(cloud):
    return cloud.ssm.terminate_session(SessionId="nobody-0123456789abcdef0")
