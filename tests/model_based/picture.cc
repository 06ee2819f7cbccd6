#include "tests/model_based/picture.h"

#include <optional>
#include <utility>

#include "db/wire/encode.h"

namespace stator::model_based {
namespace {

class Artist {
 public:
  explicit Artist(Database& db) : db_(db) {}

  std::vector<std::string> Draw() && {
    std::optional<std::string> after;
    do {
      const auto page = db_.ListTables({.exclusive_start_table_name = after});
      Add("ListTables", page);
      if (!page.ok()) break;
      for (const std::string& table : page->table_names) DrawTable(table);
      after = page->last_evaluated_table_name;
    } while (after);
    DrawStreams();
    return std::move(lines_);
  }

 private:
  template <typename Result>
  void Add(const std::string& what, const absl::StatusOr<Result>& result) {
    std::string line = what + " ";
    if (result.ok()) {
      wire::Encode(*result, line);
    } else {
      line += result.status().ToString();
    }
    lines_.push_back(std::move(line));
  }

  void DrawTable(const std::string& name) {
    const auto described = db_.DescribeTable({.table_name = name});
    Add("DescribeTable", described);
    Add("DescribeTimeToLive", db_.DescribeTimeToLive({.table_name = name}));
    DrawItems(name, std::nullopt);
    if (!described.ok()) return;
    const TableDescription& table = *described->table;
    Add("ListTagsOfResource", db_.ListTagsOfResource({.resource_arn = table.table_arn}));
    if (table.local_secondary_indexes) {
      for (const auto& index : *table.local_secondary_indexes) DrawItems(name, index.index_name);
    }
    if (table.global_secondary_indexes) {
      for (const auto& index : *table.global_secondary_indexes) DrawItems(name, index.index_name);
    }
  }

  // A small page, so that most scans have several.
  void DrawItems(const std::string& table, const std::optional<std::string>& index) {
    std::optional<Item> after;
    do {
      const auto page = db_.Scan(
          {.table_name = table, .index_name = index, .limit = 7, .exclusive_start_key = after});
      Add("Scan " + table + " " + index.value_or("") + ":", page);
      if (!page.ok()) return;
      after = page->last_evaluated_key;
    } while (after);
  }

  // Those of tables that are gone too.
  void DrawStreams() {
    std::optional<std::string> after;
    do {
      const auto page = db_.ListStreams({.limit = 3, .exclusive_start_stream_arn = after});
      Add("ListStreams", page);
      if (!page.ok()) return;
      for (const Stream& stream : page->streams) DrawStream(*stream.stream_arn);
      after = page->last_evaluated_stream_arn;
    } while (after);
  }

  void DrawStream(const std::string& arn) {
    std::optional<std::string> after;
    do {
      const auto page =
          db_.DescribeStream({.stream_arn = arn, .limit = 2, .exclusive_start_shard_id = after});
      Add("DescribeStream", page);
      if (!page.ok()) return;
      for (const Shard& shard : *page->stream_description->shards) {
        DrawRecords(arn, *shard.shard_id);
      }
      after = page->stream_description->last_evaluated_shard_id;
    } while (after);
  }

  // What is read, and not the iterators, which are sealed with the moment.
  void DrawRecords(const std::string& arn, const std::string& shard) {
    const auto first =
        db_.GetShardIterator({.stream_arn = arn,
                              .shard_id = shard,
                              .shard_iterator_type = ShardIteratorType::kTrimHorizon});
    std::optional<std::string> iterator = first.ok() ? first->shard_iterator : std::nullopt;
    if (!first.ok()) Add("GetShardIterator", first);
    while (iterator) {
      auto page = db_.GetRecords({.shard_iterator = iterator, .limit = 10});
      iterator.reset();
      const bool is_at_end = !page.ok() || page->records.empty();
      if (page.ok()) std::swap(iterator, page->next_shard_iterator);
      Add("GetRecords " + shard, page);
      if (is_at_end) return;
    }
  }

  Database& db_;
  std::vector<std::string> lines_;
};

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

std::vector<std::string> PictureOf(Database& db) { return Artist(db).Draw(); }

std::vector<std::string> RowsOf(storage::Store& store) {
  std::vector<std::string> rows;
  const absl::Status read = store.View([&](storage::Snapshot& snapshot) {
    for (int number = 0; number < storage::kSpaces; ++number) {
      const auto space = static_cast<storage::Space>(number);
      if (space == storage::Space::kMeta) continue;
      absl::Status scanned =
          snapshot.Scan({.space = space, .begin = {}, .end = {}}, [&](auto key, auto value) {
            rows.push_back(std::string(storage::SpaceName(space)) + " " + Hex(key) + " = " +
                           Hex(value));
            return storage::Visit::kContinue;
          });
      if (!scanned.ok()) return scanned;
    }
    return absl::OkStatus();
  });
  if (!read.ok()) rows.push_back(read.ToString());
  return rows;
}

std::string FirstDifference(const std::vector<std::string>& before,
                            const std::vector<std::string>& after) {
  for (size_t i = 0; i < before.size() || i < after.size(); ++i) {
    const std::string was = i < before.size() ? before[i] : "(nothing)";
    const std::string is = i < after.size() ? after[i] : "(nothing)";
    if (was != is) return "line " + std::to_string(i) + "\n  was: " + was + "\n  is:  " + is;
  }
  return "";
}

}  // namespace stator::model_based
