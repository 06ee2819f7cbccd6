// The gzip format of RFC 1952, whole bodies at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace stator::http {

enum class Inflated {
  kOk,
  kMalformed,  // Not gzip, cut short, damaged, or followed by what is none.
  kTooLarge,   // More than `bytes_max` would come out.
};

// Appends what `gzip` stands for, one member or several behind each other, to `out`. No more than
// `bytes_max` bytes are produced, whatever the input claims, so that a small body cannot become a
// large one unnoticed; memory grows only with what has come out. With a result other than kOk, what
// was appended is unspecified.
Inflated Gunzip(std::string_view gzip, size_t bytes_max, std::string& out);

// `plain` as one member, at zlib's fastest level: a response is compressed while somebody waits.
// Empty when there is no memory for it.
std::string Gzip(std::string_view plain);

}  // namespace stator::http
