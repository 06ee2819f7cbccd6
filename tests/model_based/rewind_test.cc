// Marks, rewinds and forks in random histories: after a rewind the database is compared with a full
// picture taken at the mark. A failure prints the seed; STATOR_SEED in the environment replaces it,
// STATOR_TEST_SCALE makes more histories.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "db/open.h"
#include "tests/model_based/picture.h"
#include "tests/model_based/rewind_history.h"
#include "tests/support/matchers.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_dir.h"

namespace stator::model_based {
namespace {

using testing::IsErrorCode;
using testing::IsOk;

constexpr int kSteps = 60;

int Scaled(int histories) {
  const char* scale = std::getenv("STATOR_TEST_SCALE");
  const int scaled = scale == nullptr ? histories : histories * std::atoi(scale);
  return kUnderSanitizer ? std::max(1, scaled / 5) : scaled;
}

uint64_t FirstSeed() {
  if (const char* given = std::getenv("STATOR_SEED")) return std::strtoull(given, nullptr, 10);
  return std::getenv("STATOR_TEST_SCALE") == nullptr ? 1 : std::random_device()();
}

struct StoreKind {
  std::string name;
  bool on_disk;
  int histories;
};
void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

// A database, what it stores, and the time it lives in.
struct Subject {
  Subject(std::unique_ptr<storage::Store> over, std::chrono::seconds delay)
      : store(over.get()),
        db(*OpenOver(std::move(over), {.clock = &clock, .transition_delay = delay})) {}

  ManualClock clock;
  storage::Store* store;  // Owned by `db`.
  std::unique_ptr<EmbeddedDatabase> db;
};

struct Marked {
  MarkId mark;
  Time time;
  std::vector<std::string> picture;
  std::vector<std::string> rows;
};

class Rewind : public ::testing::TestWithParam<StoreKind> {
 protected:
  std::unique_ptr<storage::Store> NewStore() {
    if (!GetParam().on_disk) return storage::OpenMemory();
    return *storage::OpenLmdb(dir_.path() + "/db" + std::to_string(++stores_),
                              {.map_bytes = size_t{1} << 28, .sync = false});
  }

  testing::TempDir dir_;
  int stores_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, Rewind,
                         ::testing::Values(StoreKind{"Memory", false, 150},
                                           StoreKind{"Disk", true, 40}),
                         [](const auto& info) { return info.param.name; });

// One history with marks in it.
class MarkedHistory {
 public:
  MarkedHistory(std::unique_ptr<storage::Store> store, uint64_t seed)
      : subject_(std::move(store), std::chrono::seconds(seed % 3 == 0 ? 500 : 0)),
        history_(*subject_.db, subject_.clock, seed) {}

  void Run() {
    for (int i = 0; i < kSteps; ++i) {
      const uint32_t what = history_.Below(12);
      if (what == 0) {
        Mark();
      } else if (what == 1 && !marks_.empty()) {
        GoBack(history_.Below(static_cast<uint32_t>(marks_.size())));
      } else if (what == 2 && marks_.size() > 3) {
        Release(history_.Below(static_cast<uint32_t>(marks_.size())));
      } else {
        history_.Step();
      }
      if (::testing::Test::HasFatalFailure()) return;
    }
    if (!marks_.empty()) GoBack(0);
  }

 private:
  // With nothing left to do for the background, which would do it at a time of its own.
  void Mark() {
    ASSERT_THAT(subject_.db->RunDue(), IsOk());
    const auto mark = subject_.db->Mark();
    ASSERT_THAT(mark, IsOk());
    marks_.push_back(
        {*mark, subject_.clock.Now(), PictureOf(*subject_.db), RowsOf(*subject_.store)});
  }

  // The clock is not put back by a rewind, but by the test: else items would expire at once.
  void GoBack(size_t which) {
    const Marked& marked = marks_[which];
    subject_.clock.Set(marked.time);
    ASSERT_THAT(subject_.db->RunDue(), IsOk());
    ASSERT_THAT(subject_.db->Rewind(marked.mark), IsOk());
    ASSERT_EQ(FirstDifference(marked.rows, RowsOf(*subject_.store)), "");
    ASSERT_EQ(FirstDifference(marked.picture, PictureOf(*subject_.db)), "");
    ASSERT_THAT(subject_.db->RunDue(), IsOk());
    ASSERT_EQ(FirstDifference(marked.rows, RowsOf(*subject_.store)), "") << "was left to do";
    for (size_t later = which + 1; later < marks_.size(); ++later) {
      ASSERT_THAT(subject_.db->Rewind(marks_[later].mark),
                  IsErrorCode(ErrorCode::kResourceNotFound));
    }
    marks_.resize(which + 1);
  }

  void Release(size_t which) {
    subject_.db->Release(marks_[which].mark);
    ASSERT_THAT(subject_.db->Rewind(marks_[which].mark), IsErrorCode(ErrorCode::kResourceNotFound));
    marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(which));
  }

  Subject subject_;
  RewindHistory history_;
  std::vector<Marked> marks_;
};

TEST_P(Rewind, PutsEverythingBackToWhatItWasAtTheMark) {
  // A test that is repeated goes on with new ones.
  static uint64_t next = FirstSeed();
  for (int i = 0; i < Scaled(GetParam().histories); ++i) {
    const uint64_t seed = next++;
    SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
    MarkedHistory(NewStore(), seed).Run();
    if (HasFatalFailure()) return;
  }
}

// Two databases that were one, each with a history of its own.
TEST(Fork, BeginsAsItsOriginAndGoesItsOwnWay) {
  const uint64_t first = FirstSeed();
  for (int i = 0; i < Scaled(100); ++i) {
    const uint64_t seed = first + static_cast<uint64_t>(i);
    SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
    auto origin = std::make_unique<Subject>(storage::OpenMemory(), std::chrono::seconds(0));
    RewindHistory history(*origin->db, origin->clock, seed);
    for (int step = 0; step < kSteps; ++step) history.Step();
    ASSERT_THAT(origin->db->RunDue(), IsOk());
    const auto picture = PictureOf(*origin->db);

    ManualClock clock(origin->clock.Now());
    auto fork = *origin->db->Fork(&clock);
    ASSERT_EQ(FirstDifference(picture, PictureOf(*fork)), "");
    RewindHistory of_fork(*fork, clock, seed + 1);
    const MarkId mark = *fork->Mark();
    for (int step = 0; step < kSteps; ++step) of_fork.Step();
    ASSERT_EQ(FirstDifference(picture, PictureOf(*origin->db)), "") << "the origin";
    clock.Set(origin->clock.Now());
    ASSERT_THAT(fork->RunDue(), IsOk());
    ASSERT_THAT(fork->Rewind(mark), IsOk());
    for (int step = 0; step < kSteps; ++step) history.Step();
    ASSERT_EQ(FirstDifference(picture, PictureOf(*fork)), "") << "the fork";

    // A fork of the fork, which outlives both.
    auto last = *fork->Fork();
    if (seed % 2 == 0) origin.reset();
    fork.reset();
    origin.reset();
    ASSERT_EQ(FirstDifference(picture, PictureOf(*last)), "") << "the fork of the fork";
    RewindHistory of_last(*last, clock, seed + 2);
    for (int step = 0; step < kSteps; ++step) of_last.Step();
  }
}

}  // namespace
}  // namespace stator::model_based
