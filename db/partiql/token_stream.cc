#include "db/partiql/token_stream.h"

#include <algorithm>

namespace stator::partiql {

bool TokenStream::IsKeyword(const Token& token, std::string_view word) {
  return token.type == TokenType::kKeyword &&
         std::equal(token.text.begin(), token.text.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace stator::partiql
