// The clock: to read it, and to turn it. Who turns it gets an answer when all that has become due
// by it has been done.
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "server/admin_answer.h"
#include "server/admin_parts.h"
#include "server/decimal.h"
#include "server/lambda/functions.h"

namespace stator::server {
namespace {

constexpr int kMicrosecondDecimals = 6;

std::string Seconds(std::chrono::microseconds time) {
  return DecimalText(time.count(), kMicrosecondDecimals);
}

AdminAnswer AnswerOf(const VirtualClock& clock) {
  const ClockReading reading = clock.Read();
  std::string body = "{\"now\":" + Seconds(reading.now.time_since_epoch());
  body += reading.frozen ? ",\"frozen\":true" : ",\"frozen\":false";
  body += ",\"offset_seconds\":" + Seconds(reading.offset) + "}";
  return {.body = std::move(body)};
}

// nullopt for what is no number of seconds from 0 on that a clock could show.
std::optional<std::chrono::microseconds> SecondsFrom(ValueView value) {
  if (value.type() != Type::kNumber) return std::nullopt;
  const std::optional<int64_t> count = ScaledDecimal(value.AsNumber(), kMicrosecondDecimals);
  if (!count || *count < 0) return std::nullopt;
  const std::chrono::microseconds seconds(*count);
  if (seconds > VirtualClock::kLatest.time_since_epoch()) return std::nullopt;
  return seconds;
}

absl::StatusOr<ClockTurn> ReadTurn(std::string_view body) {
  constexpr std::string_view kAdvance = "advance_seconds", kSet = "set", kFrozen = "frozen";
  const absl::StatusOr<Item> members = ReadMembers(body, {kAdvance, kSet, kFrozen});
  if (!members.ok()) return members.status();
  const auto invalid = [](const char* message) { return absl::InvalidArgumentError(message); };
  if (members->empty()) return invalid("Say what to do: advance_seconds, set or frozen");
  ClockTurn turn;
  const auto advance = members->Find(kAdvance), set = members->Find(kSet);
  if (advance && set) return invalid("Say either advance_seconds or set");
  if (advance) {
    const auto seconds = SecondsFrom(*advance);
    if (!seconds) {
      return invalid("advance_seconds must be a number of seconds, 0 or more; set goes back");
    }
    turn.advance = *seconds;
  }
  if (set) {
    const auto seconds = SecondsFrom(*set);
    if (!seconds) {
      return invalid("set must be a number of seconds since 1970, up to the end of the year 9999");
    }
    turn.set = Time(*seconds);
  }
  if (const auto frozen = members->Find(kFrozen)) {
    if (frozen->type() != Type::kBool) return invalid("frozen must be true or false");
    turn.frozen = frozen->AsBool();
  }
  return turn;
}

// What changes of tables have functions do may queue events, and what those have them do may change
// tables, so each has its turn until the events are at rest; after a thousand rounds they go on by
// themselves.
absl::Status RunDue(const AdminParts& parts) {
  constexpr int kRoundsMax = 1000;
  for (int round = 0; round < kRoundsMax; ++round) {
    if (const absl::Status run = parts.db.RunDue(); !run.ok()) return run;
    if (parts.functions == nullptr) break;
    const absl::StatusOr<int64_t> called = parts.functions->RunDue();
    if (!called.ok()) return called.status();
    if (*called == 0) break;
  }
  return absl::OkStatus();
}

// The first moment for which functions or events wait.
std::optional<Time> NextDue(const AdminParts& parts) {
  return parts.functions != nullptr ? parts.functions->NextDue() : parts.db.triggers().NextDue();
}

// On its way forward the clock stops wherever something waits for it, so that functions are called
// when they would have been, and not when what they were to see is long past. Says how much of the
// way is left. After very many stops that is all the rest, lest a function that fails for ever hold
// up the clock.
absl::StatusOr<std::chrono::microseconds> StopOnTheWay(const AdminParts& parts,
                                                       std::chrono::microseconds way) {
  constexpr int kStopsMax = 10'000;
  for (int stop = 0; way.count() > 0 && stop < kStopsMax; ++stop) {
    STATOR_RETURN_IF_ERROR(RunDue(parts));
    const std::optional<Time> next = NextDue(parts);
    if (!next) break;
    const std::chrono::microseconds step = *next - parts.clock.Now();
    if (step >= way) break;
    // One that runs may have come there by itself.
    if (step.count() <= 0) continue;
    parts.clock.Turn({.advance = step});
    way -= step;
  }
  return way;
}

}  // namespace

AdminAnswer ReadClock(const AdminParts& parts, const AdminRequest&) {
  return AnswerOf(parts.clock);
}

AdminAnswer TurnClock(const AdminParts& parts, const AdminRequest& request) {
  absl::StatusOr<ClockTurn> turn = ReadTurn(request.body);
  if (!turn.ok()) return BadRequest(turn.status());
  if (!parts.clock.TimeAfter(*turn)) return BadRequest("The clock ends with the year 9999");
  parts.clock.Turn({.frozen = turn->frozen});
  const auto left = StopOnTheWay(parts, turn->set ? *turn->set - parts.clock.Now() : turn->advance);
  if (!left.ok()) return Failed(left.status());
  // Advances that meet add up.
  if (!turn->set) turn->advance = *left;
  parts.clock.Turn(*turn);
  if (const absl::Status run = RunDue(parts); !run.ok()) return Failed(run);
  return AnswerOf(parts.clock);
}

}  // namespace stator::server
