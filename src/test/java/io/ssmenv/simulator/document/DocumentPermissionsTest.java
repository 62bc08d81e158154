package io.ssmenv.simulator.document;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The permissions on documents, limited by their tags. */
class DocumentPermissionsTest {
  private static final String KEY = "AKIDRESTRICTED";
  private static final String CONTENT = SessionDocuments.content("10", "60");

  private SimulatedAws aws;
  private SsmClient administrator;
  private SsmClient restricted;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE));
    administrator = AwsClients.of(aws).ssm();
    restricted = AwsClients.of(aws).as(KEY).ssm();
  }

  @AfterEach
  void stop() {
    administrator.close();
    restricted.close();
    aws.close();
  }

  private void restrict(String actions, String condition) {
    aws.callerPolicies()
        .restrict(
            KEY,
            List.of(
                """
                {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':[%s],
                 'Resource':'arn:aws:ssm:eu-west-1:111122223333:document/ssmenv-*',
                 'Condition':{'StringEquals':{%s}}}]}\
                """
                    .formatted(actions, condition)
                    .replace('\'', '"')),
            Map.of());
  }

  @Test
  void aDocumentIsCreatedOnlyWithTheTagsThatThePolicyDemands() {
    restrict("'ssm:CreateDocument','ssm:AddTagsToResource'", "'aws:RequestTag/team':'a'");

    assertThatCode(
            () -> SessionDocuments.create(restricted, "ssmenv-one", CONTENT, Map.of("team", "a")))
        .doesNotThrowAnyException();
    denied(
        () -> SessionDocuments.create(restricted, "ssmenv-two", CONTENT, Map.of("team", "b")),
        "ssm:CreateDocument");
    denied(
        () -> SessionDocuments.create(restricted, "other", CONTENT, Map.of("team", "a")),
        "ssm:CreateDocument");
  }

  @Test
  void tagsOfANewDocumentNeedTheirOwnPermission() {
    restrict("'ssm:CreateDocument'", "'aws:RequestTag/team':'a'");

    denied(
        () -> SessionDocuments.create(restricted, "ssmenv-one", CONTENT, Map.of("team", "a")),
        "ssm:AddTagsToResource");
  }

  @Test
  void onlyDocumentsWithTheTagAreChanged() {
    SessionDocuments.create(administrator, "ssmenv-one", CONTENT, Map.of("team", "a"));
    SessionDocuments.create(administrator, "ssmenv-two", CONTENT, Map.of("team", "b"));
    for (String key : List.of("aws:ResourceTag/team", "ssm:resourceTag/team")) {
      restrict("'ssm:UpdateDocument','ssm:DeleteDocument'", "'%s':'a'".formatted(key));
      denied(() -> restricted.deleteDocument(r -> r.name("ssmenv-two")), "ssm:DeleteDocument");
      restricted.updateDocument(r ->
          r.name("ssmenv-one")
              .content(SessionDocuments.content("10", key.startsWith("aws") ? "61" : "62"))
              .documentVersion("$LATEST"));
    }
    restricted.deleteDocument(r -> r.name("ssmenv-one"));
  }

  private static void denied(ThrowingCallable call, String action) {
    assertThatThrownBy(call)
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("perform: %s on resource: ".formatted(action));
  }
}
