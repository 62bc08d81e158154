"""The tour: the instance in Systems Manager."""


def test_the_agent_gets_online_over_an_address_of_its_own(aws, made):
    aws(f"ec2 associate-address --allocation-id {made.addresses[0]} --instance-id {made.instance}")
    # An agent that boots without egress backs off for long, so the instance is restarted.
    aws(f"ec2 stop-instances --instance-ids {made.instance}")
    look = f"ec2 describe-instances --instance-ids {made.instance}"
    aws.until("Reservations[0].Instances[0].State.Name == 'stopped'", look)
    aws(f"ec2 start-instances --instance-ids {made.instance}")
    aws.until(
        "InstanceInformationList[0].PingStatus == 'Online'",
        f"ssm describe-instance-information --filters Key=InstanceIds,Values={made.instance}",
    )
    aws.until("Status == 'connected'", f"ssm get-connection-status --target {made.instance}")
    assert aws("ssm describe-instance-information --page-size 5")["InstanceInformationList"]


def test_a_command(aws, made):
    command = aws(
        f"ssm send-command --instance-ids {made.instance} --document-name AWS-RunShellScript"
        " --comment Tour --timeout-seconds 60"
        """ --parameters '{"commands": ["curl -sS https://checkip.amazonaws.com"]}'"""
    )["Command"]["CommandId"]
    invocation = f"--command-id {command} --instance-id {made.instance}"
    aws.until("Status == 'Success'", f"ssm get-command-invocation {invocation}")
    told = aws(f"ssm list-command-invocations {invocation} --details")["CommandInvocations"]
    (address,) = aws(f"ec2 describe-addresses --allocation-ids {made.addresses[0]}")["Addresses"]
    assert told[0]["CommandPlugins"][0]["Output"].strip() == address["PublicIp"]
    aws.refused(
        "InvocationDoesNotExist",
        f"ssm get-command-invocation --instance-id {made.instance}"
        " --command-id 01234567-89ab-cdef-0123-456789abcdef",
    )


def test_a_session_is_started_and_ended(aws, made, monkeypatch):
    # Without its plugin, the CLI terminates the session.
    monkeypatch.setenv("PATH", "/nowhere")
    aws.fails("SessionManagerPlugin is not found", f"ssm start-session --target {made.instance}")
    session = aws("ssm describe-sessions --state History")["Sessions"][0]
    assert (session["Target"], session["Status"]) == (made.instance, "Terminated")
    aws(f"ssm terminate-session --session-id {session['SessionId']}")
    assert "TokenValue" not in aws(f"ssm resume-session --session-id {session['SessionId']}")
    unknown = "--target i-0123456789abcdef0"
    aws.refused("TargetNotConnected", f"ssm start-session {unknown}")


def test_a_parameter_comes_and_goes(aws):
    aws("ssm put-parameter --name /team/one --value 1 --type String")
    again = "ssm put-parameter --name /team/one --value 2 --type String"
    aws.refused("ParameterAlreadyExists", again)
    written = aws(f"{again} --overwrite")
    assert written["Version"] == 2
    assert aws("ssm get-parameter --name /team/one")["Parameter"]["Value"] == "2"
    aws("ssm delete-parameter --name /team/one")
