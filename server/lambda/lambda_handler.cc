#include "server/lambda/lambda_handler.h"

namespace stator::server {

bool IsLambdaPath(std::string_view path) {
  constexpr std::string_view kPattern = "/dddd-dd-dd/";
  if (path.size() < kPattern.size()) return false;
  for (size_t i = 0; i < kPattern.size(); ++i) {
    const bool is_digit = path[i] >= '0' && path[i] <= '9';
    if (kPattern[i] == 'd' ? !is_digit : path[i] != kPattern[i]) return false;
  }
  return true;
}

}  // namespace stator::server
