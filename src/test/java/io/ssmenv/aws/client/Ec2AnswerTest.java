package io.ssmenv.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ec2AnswerTest {

  private static final String HEAD =
      "<?xml version=\"1.0\"?><A xmlns=\"http://ec2\"><requestId>1</requestId><vpcSet>";
  private static final String ONE =
      "<item><vpcId>one</vpcId><tagSet><item><key>a</key><value>&gt;</value></item></tagSet></item>";
  private static final String TWO = "<item><vpcId>two</vpcId><tagSet/></item>";
  private static final String TAIL = "</vpcSet><nextToken>more</nextToken></A>";

  private final List<String> asked = new ArrayList<>();

  @Test
  void whatIsKnownIsLeftOutAndEverythingElseStays() {
    assertThat(filtered(HEAD + ONE + TWO + TAIL, Set.of(ONE))).isEqualTo(HEAD + TWO + TAIL);
    assertThat(asked).containsExactly(ONE, TWO);
    assertThat(filtered(HEAD + ONE + TWO + TAIL, Set.of(TWO))).isEqualTo(HEAD + ONE + TAIL);
    assertThat(filtered(HEAD + ONE + "\n " + TWO + TAIL, Set.of(ONE, TWO)))
        .isEqualTo(HEAD + "\n " + TAIL);
    assertThat(filtered(HEAD + ONE + TWO + TAIL, Set.of())).isEqualTo(HEAD + ONE + TWO + TAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<A",
        "no xml",
        "{\"json\": [\"<item>\"]}",
        "<A><requestId>1</requestId><return>true</return></A>",
        "<A><vpcSet><item><vpcId>one</vpcId>",
        "<A><vpcSet/></A>"
      })
  void anAnswerOfAnotherFormIsLeftAsItIs(String answer) {
    assertThat(filtered(answer, Set.of(ONE))).isEqualTo(answer);
    assertThat(asked).isEmpty();
  }

  @Test
  void anAnswerWithCommentsIsParsedAsAWhole() {
    String answer = HEAD + ONE + "<!-- <item> -->" + TWO + TAIL;

    assertThat(filtered(answer, Set.of(TWO))).isEqualTo(answer);
  }

  private String filtered(String answer, Set<String> known) {
    ItemFilter filter =
        new ItemFilter() {
          @Override
          public boolean isNew(byte[] all, int from, int to) {
            String item = new String(all, from, to - from, StandardCharsets.UTF_8);
            asked.add(item);
            return !known.contains(item);
          }

          @Override
          public void repeated() {
            throw new AssertionError("sent once");
          }
        };
    byte[] xml = answer.getBytes(StandardCharsets.UTF_8);
    return new String(new Ec2Answer(xml).filtered(filter), StandardCharsets.UTF_8);
  }
}
