package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TagEvidence;
import io.ssmenv.cloud.TagEvidence.Tagged;
import io.ssmenv.engine.EnvironmentClaims.Claim;
import io.ssmenv.engine.EnvironmentClaims.Labels;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which environment id an object has, by what AWS shows and by what it says itself. */
class EnvironmentIdentityTest {

  private static final Owner OBJECT = new Owner("lab", "uid", "lab/one");

  /**
   * @param tags whose AWS has: id and owner, or nothing; an id that ends with ? was not read
   * @param identity the id, and its standing
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // status | adopt | environment-id | deleting | tags | identity
        "-|-|-|false||uid Settled",
        "uid|-|uid|false|uid? lab/one|uid Settled",
        "-|old|-|false|old? lab/gone|uid Undecided",
        "-|old|-|false|old lab/gone|old Adopting",
        "-|old|-|false||uid Refused",
        "-|old|-|false|uid lab/one, old lab/gone|uid Refused",
        "-|old|-|false|old lab/one|old Adopting",
        "old|-|edited|false|old? lab/one|old Settled",
        "old|-|-|false|old lab/one, old lab/edited|old Adopting",
        "old|new|-|false|old lab/one|old Refused",
        "old|old|-|false||old Settled",
        "old|-|-|false||old Settled",
        "old|-|-|false|old lab/victim|uid Refused",
        "old|-|-|true|old lab/victim|uid Settled",
        "old|-|-|true|old? lab/victim|old Undecided",
        "old|-|-|true|uid lab/one, old lab/victim|uid Settled",
        "old|-|-|true|old lab/one|old Settled",
        "old|-|-|true||old Settled",
        "-|old|-|true|old lab/gone|uid Settled",
        "-|-|old|false|old lab/one|uid Refused",
        "-|-|old|false||uid Settled",
        "-|-|old|false|old? lab/one|uid Undecided",
      })
  void followsTheTags(
      String recorded, String adopt, String shown, boolean deleting, String tags, String identity) {
    Claim self =
        new Claim(
            OBJECT.uid(),
            OBJECT.name(),
            "",
            new Labels(Optional.ofNullable(adopt), Optional.ofNullable(shown)),
            Optional.ofNullable(recorded));
    EnvironmentIdentity decided =
        EnvironmentIdentity.of(
            request(Optional.ofNullable(recorded), deleting)
                .claiming(new AdoptionClaim(Optional.of(self), EnvironmentClaims.NONE, false)),
            _ -> evidence(Optional.ofNullable(tags).orElse("")));
    assertThat(decided.owner().environment() + " " + decided.standing().getClass().getSimpleName())
        .isEqualTo(identity);
  }

  private static ReconcileRequest request(Optional<String> recorded, boolean deleting) {
    EnvironmentStatus status =
        recorded
            .map(id ->
                StatusEdit.withCluster(
                    StatusEdit.withEnvironmentId(EnvironmentStatus.none(), id), "lab"))
            .orElseGet(EnvironmentStatus::none);
    return new ReconcileRequest(
        OBJECT,
        "one",
        1,
        StoredEnvironment.parseSpec(EngineScenario.spec("ElasticIp")),
        status,
        deleting,
        true,
        false,
        Instant.EPOCH,
        VpcPeers.NONE);
  }

  private static TagEvidence evidence(String tags) {
    Map<String, List<Tagged>> tagged = new HashMap<>();
    Map<String, String> unknown = new HashMap<>();
    for (String one : tags.isBlank() ? new String[0] : tags.split(", ")) {
      String named = one.substring(0, one.indexOf(' '));
      String id = named.replace("?", "");
      if (!named.equals(id)) {
        unknown.put(id, "not read");
      }
      List<Tagged> more = new ArrayList<>(tagged.getOrDefault(id, List.of()));
      more.add(
          new Tagged(
              "vpc-" + more.size(),
              new Ownership("lab", id, one.substring(one.indexOf(' ') + 1), new Key("vpc"))));
      tagged.put(id, more);
    }
    return new TagEvidence(tagged, unknown);
  }
}
