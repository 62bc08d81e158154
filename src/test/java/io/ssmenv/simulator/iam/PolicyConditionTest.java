package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.Access;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyConditionTest {

  private static final Access ACCESS =
      Access.to("ec2:CreateTags", "*")
          .withResourceTags(Map.of("Team", "a"))
          .withPrincipalTags(Map.of("team", "a"))
          .withRequestTags(Map.of("cost", "42", "owner", "me"));

  @ParameterizedTest
  @CsvSource({
    "StringEquals, aws:ResourceTag/Team, a, true",
    "StringEquals, AWS:resourcetag/team, a, true",
    "StringEquals, aws:ResourceTag/Team, A, false",
    "StringEquals, aws:ResourceTag/Other, a, false",
    "StringEquals, aws:ResourceTag/Team, ${aws:PrincipalTag/team}, true",
    "StringEquals, aws:ResourceTag/Team, ${aws:PrincipalTag/other}, false",
    "StringNotEquals, aws:ResourceTag/Team, b, true",
    "StringNotEquals, aws:ResourceTag/Team, a, false",
    "StringNotEquals, aws:ResourceTag/Other, a, true",
    "StringLike, aws:RequestTag/cost, 4*, true",
    "StringLike, aws:RequestTag/cost, 5*, false",
    "Null, aws:RequestTag/cost, false, true",
    "Null, aws:RequestTag/cost, true, false",
    "Null, aws:RequestTag/none, true, true",
    "ForAllValues:StringEquals, aws:TagKeys, cost, false",
    "ForAllValues:StringNotEquals, aws:TagKeys, cost, false",
    "ForAllValues:StringNotEquals, aws:TagKeys, other, true",
    "ForAllValues:StringEquals, aws:None, cost, true",
    "ForAnyValue:StringEquals, aws:TagKeys, cost, true",
    "ForAnyValue:StringEquals, aws:None, cost, false"
  })
  void isEvaluatedAsInIam(String operator, String key, String value, boolean holds) {
    assertThat(new PolicyCondition(operator, key, List.of(value)).holds(ACCESS)).isEqualTo(holds);
  }

  @Test
  void oneOfSeveralValuesIsEnoughAndForAllEachHasToBeAmongThem() {
    assertThat(
            new PolicyCondition("StringEquals", "aws:RequestTag/cost", List.of("41", "42"))
                .holds(ACCESS))
        .isTrue();
    assertThat(
            new PolicyCondition(
                    "ForAllValues:StringEquals", "aws:TagKeys", List.of("cost", "owner"))
                .holds(ACCESS))
        .isTrue();
  }

  @Test
  void anUnsupportedOperatorIsDetected() {
    assertThat(new PolicyCondition("NumericLessThan", "s3:max-keys", List.of("1")).isSupported())
        .isFalse();
    assertThat(new PolicyCondition("ForAnyValue:StringLike", "a:b", List.of("1")).isSupported())
        .isTrue();
  }
}
