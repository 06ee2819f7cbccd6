// Makes statements, for the parser. Nothing is checked here.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "db/partiql/statement.h"

namespace stator::partiql {

class Builder {
 public:
  Builder() : statement_(new Statement) {}

  NodeId String(std::string text, Location at);
  NodeId Number(const stator::Number& number, Location at);
  NodeId Literal(NodeType type, uint8_t detail, Location at);  // kBool, kNull, kMissing
  NodeId Parameter(Location at);                               // The next "?".
  NodeId Path(std::string name, Location at);                  // Of one step.
  NodeId Call(std::string name, const std::vector<NodeId>& arguments, Location at);
  NodeId Make(NodeType type, uint8_t detail, const std::vector<NodeId>& operands, Location at);

  // Steps behind the path made last.
  void AddStep(NodeId path, std::string name);
  void AddStep(NodeId path, uint32_t index);

  const Node& node(NodeId id) const { return statement_->node(id); }
  const Statement& statement() const { return *statement_; }

  // The statement's own members.
  void SetType(StatementType type) { statement_->type_ = type; }
  void SetTable(std::string table) { statement_->table_ = std::move(table); }
  void SetIndex(std::string index) { statement_->index_ = std::move(index); }
  void AddColumn(NodeId path) { statement_->columns_.push_back(path); }
  void AddOrder(OrderKey key) { statement_->order_.push_back(std::move(key)); }
  void SetWhere(NodeId where) { statement_->where_ = where; }
  void SetInserted(NodeId value) { statement_->inserted_ = value; }
  void AddAssignment(Assignment assignment) { statement_->assignments_.push_back(assignment); }
  void SetReturning(Returning returning) { statement_->returning_ = returning; }

  // The builder is spent afterwards.
  std::shared_ptr<const Statement> Finish() && { return std::move(statement_); }

 private:
  uint32_t Keep(std::string text);
  NodeId Append(Node node);

  std::shared_ptr<Statement> statement_;
};

}  // namespace stator::partiql
