#include "db/expression/token_stream.h"

#include "db/expression/error.h"

namespace stator::expression {

const Token& TokenStream::Expect(TokenType type) {
  if (!Is(type)) Fail();
  return Take();
}

void TokenStream::ExpectKeyword(std::string_view keyword) {
  if (!AcceptKeyword(keyword)) Fail();
}

void TokenStream::Fail() {
  if (failed()) return;
  const Token& token = Peek();
  const Token& from = tokens_[at_ > 0 ? at_ - 1 : at_];
  const Token& to = PeekNext();
  // At the end of the text trailing blanks are no part of what is near.
  const char* end = to.type == TokenType::kEnd ? token.text.data() + token.text.size()
                                               : to.text.data() + to.text.size();
  if (AtEnd()) end = from.text.data() + from.text.size();
  const auto start = static_cast<size_t>(from.text.data() - text_.data());
  const auto size = static_cast<size_t>(end - from.text.data());
  status_ = error::Syntax(kind_, AtEnd() ? "<EOF>" : token.text, text_.substr(start, size));
  at_ = tokens_.size() - 1;
}

}  // namespace stator::expression
