#include "db/storage/faulty.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

#include "db/base/error.h"
#include "stator/error.h"

namespace stator::storage {
namespace {

// A copy of a view that dies with it. What is overwritten is seen without a sanitizer too.
class Fragile {
 public:
  explicit Fragile(std::string_view bytes) : size_(bytes.size()), copy_(new char[bytes.size()]) {
    if (size_ != 0) std::memcpy(copy_.get(), bytes.data(), size_);
  }
  ~Fragile() {
    // Volatile, for a compiler may leave out what is written to memory about to be freed.
    volatile char* bytes = copy_.get();
    for (size_t i = 0; i < size_; ++i) bytes[i] = static_cast<char>(0xDD);
  }
  Fragile(const Fragile&) = delete;
  Fragile& operator=(const Fragile&) = delete;

  std::string_view view() const { return {copy_.get(), size_}; }

 private:
  const size_t size_;
  const std::unique_ptr<char[]> copy_;
};

class FragileSnapshot final : public Snapshot {
 public:
  explicit FragileSnapshot(Snapshot& under) : under_(under) {}

  absl::Status Get(Space space, absl::Span<const std::string_view> keys,
                   GetVisitor visit) override {
    return under_.Get(space, keys, [&](size_t i, std::optional<std::string_view> value) {
      if (!value.has_value()) return visit(i, std::nullopt);
      const Fragile copy(*value);
      visit(i, copy.view());
    });
  }

  absl::Status Scan(const Range& range, ScanVisitor visit) override {
    return under_.Scan(range, [&](std::string_view key, std::string_view value) {
      const Fragile key_copy(key);
      const Fragile value_copy(value);
      return visit(key_copy.view(), value_copy.view());
    });
  }

  uint64_t stamp() const override { return under_.stamp(); }

 private:
  Snapshot& under_;
};

// One Update, and what happens to it.
struct Fate {
  enum class Answer { kTrue, kReplan, kUnknownDone, kUnknownNotDone, kFail };
  Answer answer = Answer::kTrue;
  bool repeat = false;
  int delay_us = 0;
  bool fragile_views = false;
};

class Attempt {
 public:
  explicit Attempt(const Fate& fate) : fate_(fate) {}

  Decision Decide(UpdateFn fn, Snapshot& snapshot, WriteBatch& batch);
  // What the caller is told of `outcome`, which the store below answered.
  Outcome Answer(Outcome outcome) const;

 private:
  Decision DecideOnce(UpdateFn fn, Snapshot& snapshot, WriteBatch& batch) const;

  const Fate fate_;
  bool prevented_ = false;  // The last decision was to commit, and the store was told to refuse.
};

Decision Attempt::DecideOnce(UpdateFn fn, Snapshot& snapshot, WriteBatch& batch) const {
  if (!fate_.fragile_views) return fn(snapshot, batch);
  FragileSnapshot fragile(snapshot);
  return fn(fragile, batch);
}

// A decision other than to commit stands: there is then nothing that could fail or get lost.
Decision Attempt::Decide(UpdateFn fn, Snapshot& snapshot, WriteBatch& batch) {
  prevented_ = false;
  if (fate_.answer == Fate::Answer::kReplan) return Decision::kReplan;
  if (fate_.repeat) {
    WriteBatch thrown_away;
    DecideOnce(fn, snapshot, thrown_away);
  }
  const Decision decision = DecideOnce(fn, snapshot, batch);
  if (decision != Decision::kCommit) return decision;
  if (fate_.delay_us > 0) std::this_thread::sleep_for(std::chrono::microseconds(fate_.delay_us));
  prevented_ = fate_.answer == Fate::Answer::kUnknownNotDone || fate_.answer == Fate::Answer::kFail;
  return prevented_ ? Decision::kRefuse : Decision::kCommit;
}

Outcome Attempt::Answer(Outcome outcome) const {
  const bool lost =
      fate_.answer == Fate::Answer::kUnknownDone && outcome.kind == Outcome::Kind::kCommitted;
  const bool stopped = prevented_ && outcome.kind == Outcome::Kind::kRefused;
  if (stopped && fate_.answer == Fate::Answer::kFail) {
    return {Outcome::Kind::kFailed, 0, stator::error::Internal("The commit failed, as planned.")};
  }
  if (!lost && !stopped) return outcome;
  return {Outcome::Kind::kUnknown, 0,
          stator::error::Make(ErrorCode::kUnavailable, "The answer got lost, as planned.")};
}

class FaultyRequest final : public UpdateRequest {
 public:
  FaultyRequest(UpdateRequest& request, const Fate& fate) : request_(request), attempt_(fate) {}

  Decision Decide(Snapshot& snapshot, WriteBatch& batch) override {
    const auto decide = [this](Snapshot& seen, WriteBatch& filled) {
      return request_.Decide(seen, filled);
    };
    return attempt_.Decide(decide, snapshot, batch);
  }

  void Done(const Outcome& outcome) override {
    const std::unique_ptr<FaultyRequest> last_use(this);
    request_.Done(attempt_.Answer(outcome));
  }

 private:
  UpdateRequest& request_;
  Attempt attempt_;
};

class FaultyStore final : public Store {
 public:
  FaultyStore(std::unique_ptr<Store> under, const FaultPlan& plan)
      : under_(std::move(under)), plan_(plan), random_(plan.seed) {}

  absl::Status View(absl::FunctionRef<absl::Status(Snapshot&)> fn) override {
    if (!plan_.fragile_views) return under_->View(fn);
    return under_->View([&](Snapshot& snapshot) {
      FragileSnapshot fragile(snapshot);
      return fn(fragile);
    });
  }

  Outcome Update(UpdateFn fn) override {
    Attempt attempt(Draw());
    return attempt.Answer(under_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
      return attempt.Decide(fn, snapshot, batch);
    }));
  }

  Outcome UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) override {
    Attempt attempt(Draw());
    const auto decide = [&](Snapshot& snapshot, WriteBatch& batch) {
      return attempt.Decide(fn, snapshot, batch);
    };
    return attempt.Answer(under_->UpdateAlone(decide, committed));
  }

  // The wrapper of the request deletes itself when it is done.
  void Submit(UpdateRequest& request) override {
    under_->Submit(*std::make_unique<FaultyRequest>(request, Draw()).release());
  }

  absl::StatusOr<MarkId> Mark(absl::FunctionRef<void(MarkId)> marked) override {
    return under_->Mark(marked);
  }
  absl::Status Rewind(MarkId mark, absl::FunctionRef<void()> begun,
                      absl::FunctionRef<void()> committed) override {
    return under_->Rewind(mark, begun, committed);
  }
  void Release(MarkId mark) override { under_->Release(mark); }
  std::vector<MarkId> Marks() const override { return under_->Marks(); }
  // The fork has no faults.
  absl::StatusOr<std::unique_ptr<Store>> Fork() override { return under_->Fork(); }
  uint64_t generation() const override { return under_->generation(); }
  void OnCommit(absl::AnyInvocable<void()> committed) override {
    under_->OnCommit(std::move(committed));
  }
  const Identity& identity() const override { return under_->identity(); }
  StoreStats stats() const override { return under_->stats(); }
  bool CommitsWait() const override { return under_->CommitsWait(); }

 private:
  Fate Draw();
  bool Happens(int thousandths) { return static_cast<int>(Random() % 1000) < thousandths; }
  uint64_t Random();

  const std::unique_ptr<Store> under_;
  const FaultPlan plan_;
  std::atomic<uint64_t> random_;
};

Fate FaultyStore::Draw() {
  Fate fate;
  fate.fragile_views = plan_.fragile_views;
  fate.repeat = Happens(plan_.repeat);
  if (plan_.delay_us_max > 0) fate.delay_us = static_cast<int>(Random() % (plan_.delay_us_max + 1));
  if (Happens(plan_.replan)) {
    fate.answer = Fate::Answer::kReplan;
  } else if (Happens(plan_.unknown_done)) {
    fate.answer = Fate::Answer::kUnknownDone;
  } else if (Happens(plan_.unknown_not_done)) {
    fate.answer = Fate::Answer::kUnknownNotDone;
  } else if (Happens(plan_.fail)) {
    fate.answer = Fate::Answer::kFail;
  }
  return fate;
}

// SplitMix64: one atomic addition, so that threads share one sequence without a lock.
uint64_t FaultyStore::Random() {
  uint64_t x = random_.fetch_add(0x9E3779B97F4A7C15, std::memory_order_relaxed);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

}  // namespace

std::unique_ptr<Store> MakeFaulty(std::unique_ptr<Store> under, const FaultPlan& plan) {
  return std::make_unique<FaultyStore>(std::move(under), plan);
}

}  // namespace stator::storage
