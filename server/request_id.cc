// xoshiro256++ of Blackman and Vigna; twelve characters of five bits from each word.
#include "server/request_id.h"

#include <sys/random.h>

#include <bit>

#include "db/base/check.h"

namespace stator::server {
namespace {

constexpr int kCharactersPerWord = 12;

}  // namespace

RequestIdSource::RequestIdSource() {
  do {
    STATOR_CHECK(getrandom(state_.data(), sizeof(state_), 0) == sizeof(state_));
  } while (state_ == decltype(state_){});  // The one state it cannot leave.
}

void RequestIdSource::Append(std::string& out) {
  char id[kBytes];
  uint64_t word = 0;
  for (size_t i = 0; i < kBytes; ++i) {
    if (i % kCharactersPerWord == 0) word = Next();
    id[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUV"[word & 31];
    word >>= 5;
  }
  out.append(id, kBytes);
}

uint64_t RequestIdSource::Next() {
  const uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

}  // namespace stator::server
