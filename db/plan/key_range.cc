// In a table a sort key stands last and whole, so a value is one key, and those equal to it end
// directly behind it. In an index other attributes and a digest follow, so a value is a prefix, and
// those equal to it end behind all that start with it. All else is the same for both.
#include "db/plan/key_range.h"

#include <optional>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/model/index_key.h"
#include "db/plan/key_check.h"

namespace stator::plan {
namespace {

using expression::KeyCondition;
using expression::KeyTerm;
using expression::KeyTest;

// The first key behind all that start with `prefix`.
StoreKey BehindAll(StoreKey prefix) { return prefix.AdvanceBeyondPrefix() ? prefix : StoreKey(); }

// A partition, within which some leading sort attributes are fixed: all but the one that a range is
// of.
class Stretch {
 public:
  Stretch(const Source& source, Digest digest) : source_(source), digest_(digest) {}

  void Fix(ValueView value) { leading_.push_back(value); }

  StoreKey Begin() const { return IndexPrefix(source_.id(), digest_, leading_); }
  StoreKey End() const { return BehindAll(Begin()); }

  // The first key whose next sort value is `value`, and the first behind all of those.
  StoreKey At(ValueView value) const {
    if (source_.index == nullptr) return StoreKey::Item(source_.id(), digest_, value);
    auto fixed = leading_;
    fixed.push_back(value);
    return IndexPrefix(source_.id(), digest_, fixed);
  }
  StoreKey Behind(ValueView value) const {
    StoreKey key = At(value);
    if (source_.index != nullptr) return BehindAll(key);
    key.Advance();
    return key;
  }
  // What all keys start with whose next sort value begins with `value`.
  StoreKey Beginning(ValueView value) const {
    if (source_.index == nullptr) return At(value);
    return IndexPrefix(source_.id(), digest_, leading_, value.ScalarBytes());
  }

 private:
  Source source_;
  Digest digest_;
  absl::InlinedVector<ValueView, 2> leading_;
};

KeyRange RangeOfTerm(const Stretch& all, const KeyTerm& term) {
  switch (term.test) {
    case KeyTest::kEqual:
      return {all.At(term.value), all.Behind(term.value)};
    case KeyTest::kLess:
      return {all.Begin(), all.At(term.value)};
    case KeyTest::kLessOrEqual:
      return {all.Begin(), all.Behind(term.value)};
    case KeyTest::kGreater:
      return {all.Behind(term.value), all.End()};
    case KeyTest::kGreaterOrEqual:
      return {all.At(term.value), all.End()};
    case KeyTest::kBetween:
      return {all.At(term.value), all.Behind(term.upper)};
    case KeyTest::kBeginsWith:
      return {all.Beginning(term.value), BehindAll(all.Beginning(term.value))};
    case KeyTest::kNone:
      break;  // MatchKey lets no such term pass.
  }
  STATOR_CHECK(false);
}

}  // namespace

absl::Status CheckKeyConditionValues(const KeySchema& key, const KeyCondition& condition) {
  for (size_t i = 0; i < condition.partition.size(); ++i) {
    STATOR_RETURN_IF_ERROR(CheckKeyValue(key.partition[i], condition.partition[i], true));
  }
  for (size_t i = 0; i < condition.sort.size(); ++i) {
    // Any prefix is one, and a range may begin before every value.
    if (condition.sort[i].test != KeyTest::kEqual) continue;
    STATOR_RETURN_IF_ERROR(CheckKeyValue(key.sort[i], condition.sort[i].value, false));
  }
  return absl::OkStatus();
}

KeyRange RangeOfCondition(const Source& source, const DigestSecret& secret,
                          const KeyCondition& condition) {
  Stretch stretch(source, Digest::Of(secret, condition.partition));
  if (condition.sort.empty()) return {stretch.Begin(), stretch.End()};
  for (size_t i = 0; i + 1 < condition.sort.size(); ++i) stretch.Fix(condition.sort[i].value);
  return RangeOfTerm(stretch, condition.sort.back());
}

KeyRange RangeOfSegment(const Source& source, uint32_t segment, uint32_t total) {
  const auto first_of = [&](uint32_t s) {
    const std::optional<Digest> digest = Digest::SegmentStart(s, total);
    return digest ? StoreKey::Partition(source.id(), *digest)
                  : BehindAll(StoreKey::Table(source.id()));
  };
  return {first_of(segment), first_of(segment + 1)};
}

}  // namespace stator::plan
