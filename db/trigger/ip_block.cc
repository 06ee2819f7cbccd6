#include "db/trigger/ip_block.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace stator::trigger {

std::optional<IpBlock::Address> IpBlock::ParseAddress(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  const std::string terminated(text);
  Address address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
    address.size = 4;
  } else if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
    address.size = 16;
  } else {
    return std::nullopt;
  }
  return address;
}

std::optional<IpBlock> IpBlock::Parse(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  const std::optional<Address> address = ParseAddress(text.substr(0, slash));
  const std::string_view digits = text.substr(slash + 1);
  IpBlock block;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), block.bits_);
  if (!address || error != std::errc() || end != digits.data() + digits.size() ||
      block.bits_ > 8 * address->size) {
    return std::nullopt;
  }
  block.address_ = *address;
  return block;
}

bool IpBlock::Contains(std::string_view text) const {
  const std::optional<Address> address = ParseAddress(text);
  if (!address || address->size != address_.size) return false;
  const size_t whole = bits_ / 8;
  if (!std::equal(address->bytes.begin(), address->bytes.begin() + static_cast<ptrdiff_t>(whole),
                  address_.bytes.begin())) {
    return false;
  }
  const size_t rest = bits_ % 8;
  return rest == 0 || (address->bytes[whole] ^ address_.bytes[whole]) >> (8 - rest) == 0;
}

}  // namespace stator::trigger
