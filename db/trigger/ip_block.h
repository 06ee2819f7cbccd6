// A block of IP addresses, as the operator "cidr" has it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stator::trigger {

class IpBlock {
 public:
  // "10.0.0.0/24", "2001:db8::/32". nullopt: none.
  static std::optional<IpBlock> Parse(std::string_view text);

  // Whether `address` is an address of the block, of its version of the protocol.
  bool Contains(std::string_view address) const;

 private:
  struct Address {
    std::array<uint8_t, 16> bytes{};  // The first 4 of version 4.
    size_t size = 0;
  };
  static std::optional<Address> ParseAddress(std::string_view text);

  Address address_;
  size_t bits_ = 0;  // How many of the first bits are the block's.
};

}  // namespace stator::trigger
