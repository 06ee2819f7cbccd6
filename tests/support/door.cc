#include "tests/support/door.h"

#include <ostream>

#include "db/base/check.h"
#include "tests/support/door_options.h"
#include "tests/support/http_door.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

class MemoryDoor final : public Door {
 public:
  explicit MemoryDoor(Options options = {}) {
    options.clock = &clock_;
    db_ = *OpenInMemory(options);
  }
  Database& db() override { return *db_; }
  ManualClock& clock() override { return clock_; }
  void RunDue() override { STATOR_CHECK(db_->RunDue().ok()); }

 private:
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

class DiskDoor final : public Door {
 public:
  explicit DiskDoor(Options options = {}) {
    options.clock = &clock_;
    options.map_bytes = 1 << 30;  // A map that the thread sanitizer can place.
    db_ = *Open(dir_.path() + "/db", options);
  }
  Database& db() override { return *db_; }
  ManualClock& clock() override { return clock_; }
  void RunDue() override { STATOR_CHECK(db_->RunDue().ok()); }

 private:
  TempDir dir_;
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

}  // namespace

std::unique_ptr<Door> OpenDoor(const DoorKind& kind, const Options& options) {
  if (kind.name == "Memory") return std::make_unique<MemoryDoor>(options);
  if (kind.name == "Disk") return std::make_unique<DiskDoor>(options);
#ifdef STATOR_HTTP_DOOR
  if (kind.name == "Http") return OpenHttpDoor(options);
#endif
  STATOR_CHECK(false);
}

void PrintTo(const DoorKind& kind, std::ostream* out) { *out << kind.name; }

const std::vector<DoorKind>& EveryDoor() {
  static const auto& doors = *new std::vector<DoorKind>{
      {"Memory", [] { return std::make_unique<MemoryDoor>(); }},
      {"Disk", [] { return std::make_unique<DiskDoor>(); }},
#ifdef STATOR_HTTP_DOOR
      {"Http", [] { return OpenHttpDoor(); }},
#endif
  };
  return doors;
}

}  // namespace stator::testing
