package io.ssmenv.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.RebootStatus.State;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.HealthTiming;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.state.RebootAttempt.Call;
import io.ssmenv.state.RebootSchedule.Candidate;
import io.ssmenv.state.RebootSchedule.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RebootScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final RebootStatus PLANNED =
      new RebootStatus(State.PLANNED, "2026-11-27T11:59:58Z", "path");

  private static Candidate due(Optional<RebootStatus> recorded, Optional<RebootAttempt> attempt) {
    return new Candidate("app-0", "i-0", recorded, attempt, true, false);
  }

  private static Optional<RebootAttempt> own(Call call) {
    return Optional.of(new RebootAttempt("i-0", "path", PLANNED.at(), call));
  }

  private static Result decided(Candidate... candidates) {
    return new RebootSchedule(Optional.of("path"), true, NOW).of(List.of(candidates));
  }

  @Test
  void aRebootIsRecordedBeforeAwsIsCalled() {
    Result result = decided(due(Optional.empty(), Optional.empty()));
    assertThat(result.reboots())
        .containsOnlyKeys("app-0")
        .containsValue(new RebootStatus(State.PLANNED, "2026-11-27T12:00:00Z", "path"));
    assertThat(result.planned()).isPresent();
    assertThat(result.call()).isEmpty();
    assertThat(result.next()).contains(NOW);
  }

  @Test
  void awsIsCalledOnceTheStatusShowsTheRecord() {
    assertThat(decided(due(Optional.of(PLANNED), own(new Call.NotMade()))).call()).isPresent();
    Result unread = decided(due(Optional.empty(), own(new Call.NotMade())));
    assertThat(unread.call()).as("the status does not show it").isEmpty();
    assertThat(unread.reboots()).as("the same record").containsValue(PLANNED);
  }

  @Test
  void awsIsNotCalledForARecordOfAnotherProcess() {
    Result result = decided(due(Optional.of(PLANNED), Optional.empty()));
    assertThat(result.call()).isEmpty();
    assertThat(result.reboots().get("app-0"))
        .isEqualTo(new RebootStatus(State.UNKNOWN, "2026-11-27T12:00:00Z", "path"));
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUESTED", "UNKNOWN"})
  void awsIsNotCalledAgain(State state) {
    RebootStatus longAgo = new RebootStatus(state, "2026-11-27T08:00:00Z", "path");
    Result result = decided(due(Optional.of(longAgo), Optional.empty()));
    assertThat(result.call()).isEmpty();
    assertThat(result.planned()).isEmpty();
    assertThat(result.reboots().get("app-0").silentOrDefault()).isTrue();
  }

  @Test
  void whoeverRemovesTheRecordGetsNoSecondReboot() {
    Result result = decided(due(Optional.empty(), own(new Call.Accepted(NOW))));
    assertThat(result.call()).isEmpty();
    assertThat(result.planned()).isEmpty();
    assertThat(result.reboots().get("app-0").state()).isEqualTo(State.REQUESTED);
  }

  @Test
  void aRefusedCallIsMadeAgainAfterAPause() {
    Optional<RebootAttempt> later =
        own(new Call.Refused(Optional.of("denied"), NOW.plusSeconds(5), 1));
    Result waiting = decided(due(Optional.of(PLANNED), later));
    assertThat(waiting.call()).isEmpty();
    assertThat(waiting.next()).contains(NOW.plusSeconds(5));
    assertThat(waiting.reboots().get("app-0").error()).isEqualTo("denied");
    Optional<RebootAttempt> now = own(new Call.Refused(Optional.of("denied"), NOW, 1));
    assertThat(decided(due(Optional.of(PLANNED), now)).call()).isPresent();
  }

  @Test
  void anAgentThatWasOnlineAfterTheRebootIsNotSilentAfterIt() {
    RebootStatus requested = new RebootStatus(State.REQUESTED, "2026-11-27T11:00:00Z", "path");
    RebootStatus heard =
        decided(
                new Candidate(
                    "app-0", "i-0", Optional.of(requested), Optional.empty(), false, true))
            .reboots()
            .get("app-0");
    assertThat(heard.silent()).isEqualTo(false);
    Candidate offline =
        new Candidate("app-0", "i-0", Optional.of(heard), Optional.empty(), false, false);
    assertThat(decided(offline).reboots()).containsValue(heard);
    assertThat(decided(offline).next()).isEmpty();
    Optional<RebootAttempt> accepted = own(new Call.Accepted(Instant.parse(requested.at())));
    Candidate here = new Candidate("app-0", "i-0", Optional.of(heard), accepted, false, false);
    assertThat(decided(here).reboots()).as("in the same process").containsValue(heard);
  }

  @Test
  void whatIsNoLongerDueIsGivenUp() {
    Candidate awake =
        new Candidate("app-0", "i-0", Optional.of(PLANNED), own(new Call.NotMade()), false, false);
    assertThat(decided(awake).reboots()).isEmpty();
    assertThat(decided(awake).call()).isEmpty();
  }

  @Test
  void anInstanceWaitsForTheRebootOfAnother() {
    Candidate other =
        new Candidate("app-1", "i-1", Optional.empty(), Optional.empty(), true, false);
    RebootStatus requested = new RebootStatus(State.REQUESTED, "2026-11-27T11:55:00Z", "path");
    Candidate first = due(Optional.of(requested), Optional.empty());
    assertThat(decided(first, other).planned()).isEmpty();
    assertThat(decided(first, other).next())
        .contains(Instant.parse("2026-11-27T11:55:00Z").plus(HealthTiming.REBOOT_TAKES_EFFECT));
    Candidate online =
        new Candidate("app-0", "i-0", Optional.of(requested), Optional.empty(), false, true);
    assertThat(decided(online, other).planned()).isPresent();
  }

  @Test
  void aRecordOfAnEarlierPathDoesNotCount() {
    RebootStatus earlier = new RebootStatus(State.REQUESTED, "2026-11-27T11:00:00Z", "other");
    assertThat(decided(due(Optional.of(earlier), Optional.empty())).planned()).isPresent();
  }

  @Test
  void nothingBeginsWhileThePathIsNotKnownOrTheProcessIsNew() {
    Candidate due = due(Optional.empty(), Optional.empty());
    assertThat(new RebootSchedule(Optional.empty(), true, NOW).of(List.of(due)).reboots())
        .isEmpty();
    assertThat(new RebootSchedule(Optional.of("path"), false, NOW).of(List.of(due)).reboots())
        .isEmpty();
    RebootStatus before = new RebootStatus(State.REQUESTED, "2026-11-27T11:59:00Z", "path");
    assertThat(
            new RebootSchedule(Optional.empty(), true, NOW)
                .of(List.of(due(Optional.of(before), Optional.empty())))
                .reboots())
        .as("what is recorded stays")
        .containsValue(before);
  }

  @Test
  void aTimeThatNobodyCanHaveRecordedBeginsNow() {
    RebootStatus edited = new RebootStatus(State.REQUESTED, "2036-11-27T11:59:00Z", "path");
    assertThat(decided(due(Optional.of(edited), Optional.empty())).reboots().get("app-0").at())
        .isEqualTo("2026-11-27T12:00:00Z");
  }

  @Test
  void openSessionsAreNotEnded() {
    Reading one = new Reading.Known(Map.of("i-0", new TreeSet<>(List.of("alice-1"))), true);
    assertThat(RebootSchedule.endsNoSession(one, "i-0", false)).isFalse();
    assertThat(RebootSchedule.endsNoSession(one, "i-1", true)).isTrue();
    Reading failed = new Reading.Failed(new CloudError.Denied("DescribeSessions", "Denied", "no"));
    assertThat(RebootSchedule.endsNoSession(failed, "i-0", true)).isFalse();
    assertThat(RebootSchedule.endsNoSession(failed, "i-0", false)).isTrue();
    assertThat(RebootSchedule.endsNoSession(new Reading.Pending(), "i-0", true)).isFalse();
  }
}
