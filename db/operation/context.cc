#include "db/operation/context.h"

namespace stator::operation {

engine::TablePtr Context::FindTable(std::string_view name) const {
  engine::TablePtr table = catalog.Find(name);
  if (delay.count() == 0 || table == nullptr) return table;
  return engine::IsOpen(table->definition(), Now()) ? table : nullptr;
}

}  // namespace stator::operation
