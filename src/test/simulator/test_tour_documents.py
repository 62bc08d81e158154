"""The tour: a session document, and a session with it."""

from shlex import quote

from cases_documents import content

NAME = "team-sessions"


def test_a_session_document_has_versions(aws):
    tags = "Key=team,Value=a"
    made = aws(
        f"ssm create-document --name {NAME} --document-type Session --document-format JSON"
        f" --content {quote(content())} --tags {tags}"
    )["DocumentDescription"]
    assert (made["DocumentVersion"], made["Status"]) == ("1", made["Status"])
    aws.until("Document.Status == 'Active'", f"ssm describe-document --name {NAME}")
    changed = quote(content(idleSessionTimeout="5"))
    aws(
        f"ssm update-document --name {NAME} --document-format JSON --content {changed}"
        " --document-version '$LATEST'"
    )
    aws(f"ssm update-document-default-version --name {NAME} --document-version 2")
    got = aws(f"ssm get-document --name {NAME} --document-version '$DEFAULT'")
    assert '"idleSessionTimeout": "5"' in got["Content"]
    aws(f"ssm delete-document --name {NAME} --document-version 1")


def test_its_tags(aws):
    resource = f"--resource-type Document --resource-id {NAME}"
    aws(f"ssm add-tags-to-resource {resource} --tags Key=owner,Value=me")
    aws(f"ssm remove-tags-from-resource {resource} --tag-keys team")
    assert aws(f"ssm list-tags-for-resource {resource}")["TagList"] == [
        {"Key": "owner", "Value": "me"}
    ]
    found = aws("ssm list-documents --filters Key=Owner,Values=Self Key=tag:owner,Values=me")
    assert [one["Name"] for one in found["DocumentIdentifiers"]] == [NAME]


def test_a_session_uses_it(aws, made, monkeypatch):
    # Without its plugin, the CLI terminates the session.
    monkeypatch.setenv("PATH", "/nowhere")
    start = f"ssm start-session --target {made.instance}"
    aws.fails("SessionManagerPlugin is not found", f"{start} --document-name {NAME}")
    session = aws("ssm describe-sessions --state History")["Sessions"][0]
    assert (session["DocumentName"], session["MaxSessionDuration"]) == (NAME, "60")
    aws.refused("InvalidDocument", f"{start} --document-name nothing")
    aws(f"ssm delete-document --name {NAME}")
