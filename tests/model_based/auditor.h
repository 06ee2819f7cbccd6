// Carries out operations on a database and on the model, and judges whether the answers agree.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stator/database.h"
#include "tests/model_based/model.h"
#include "tests/model_based/operation.h"

namespace stator::model_based {

class Auditor {
 public:
  using Opener = std::function<Database&()>;

  // `reopen` opens the database, which it owns, and closes it before if it is open; where nothing
  // would be left of it, it stays open. With `faults` a write may fail, or its answer be lost: then
  // nothing else may have happened than the write or nothing.
  Auditor(Opener reopen, bool faults);

  // What is wrong with the answer to `operation`, or "".
  std::string Audit(const Operation& operation);
  // What is wrong with all that the database holds, or "".
  std::string AuditAll();

  const Model& model() const { return model_; }
  // How many answers were lost, and how many writes failed.
  int lost() const { return lost_; }
  int failed() const { return failed_; }

 private:
  std::string Run(const CreateTable& create);
  std::string Run(const DropTable& drop);
  std::string Run(const DescribeTable& describe);
  std::string Run(const Reopen& reopen);
  std::string Run(const Get& get);
  std::string Run(const Put& put);
  std::string Run(const Update& update);
  std::string Run(const Delete& del);
  std::string Run(const Query& query);
  std::string Run(const Scan& scan);
  std::string Run(const ReadIndex& read);
  // Many items: auditor_batch.cc.
  std::string Run(const BatchWrite& batch);
  std::string Run(const Transact& transact);
  std::string Run(const GetMany& many);

  // Judges a write of one item by what the model decided and what was answered.
  template <typename Write>
  std::string Judge(const Write& write, const Item& key, const absl::Status& status,
                    const std::optional<Item>& returned, bool returns_old);
  std::string JudgeFault(const std::string& table, const Item& key, const absl::Status& status,
                         const std::optional<Item>& before, const Decision& decision);
  std::string JudgeMany(const std::vector<Action>& actions, const absl::Status& status,
                        bool is_batch);
  std::string JudgeManyAfterFault(const std::vector<Action>& actions, const absl::Status& status,
                                  const std::vector<Decision>& decisions);
  bool IsFault(const absl::Status& status);

  Opener reopen_;
  const bool faults_;
  Database* db_;  // The opener's.
  Model model_;
  int lost_ = 0;
  int failed_ = 0;
};

}  // namespace stator::model_based
