// Invents operations, from a seed: keys and values are few enough to meet again, and odd enough to
// be of interest (long keys, large values, extreme numbers).
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "tests/model_based/model.h"
#include "tests/model_based/operation.h"

namespace stator::model_based {

class Workload {
 public:
  explicit Workload(uint64_t seed) : random_(seed) {}

  // The next operation on a database that is as `model` says.
  Operation Next(const Model& model);

  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  bool OneIn(uint32_t n) { return Below(n) == 0; }

 private:
  std::string TableName();
  Value PartitionValue(ScalarAttributeType type);
  Value SortValue(ScalarAttributeType type);
  Item Key(const Schema& schema);
  Value AnyValue();
  // For attribute v, which an index may be of.
  Value ValueOfV(const Schema& schema);
  Item NewItem(const Schema& schema);
  Test AnyTest();
  Change AnyChange(const Schema& schema);
  Action AnyAction(const std::string& table, const Schema& schema, bool of_batch);
  // Up to so many actions on different items of any tables.
  std::vector<Action> AnyActions(const Model& model, uint32_t max, bool of_batch);
  Operation AnyOfMany(const Model& model);
  Query AnyQuery(const std::string& table, const Schema& schema);
  ReadIndex AnyReadIndex(const std::string& table, const Schema& schema);
  std::optional<int32_t> Limit();

  std::mt19937_64 random_;
  int tokens_ = 0;
};

}  // namespace stator::model_based
