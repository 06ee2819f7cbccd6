#include "http/accept_encoding.h"

#include <optional>

#include "http/header_line.h"

namespace stator::http {
namespace {

// "gzip;q=0.5" is 500 of gzip. A weight that is none counts as 0: then nothing is done.
int WeightOf(std::string_view element) {
  const size_t semicolon = element.find(';');
  if (semicolon == std::string_view::npos) return 1000;
  const std::string_view parameter = Trim(element.substr(semicolon + 1));
  if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') {
    return 0;
  }
  const std::string_view digits = parameter.substr(2);
  if ((digits[0] != '0' && digits[0] != '1') || digits.size() > 5) return 0;
  if (digits.size() > 1 && digits[1] != '.') return 0;
  int weight = digits[0] == '1' ? 1000 : 0;
  int place = 100;
  for (size_t i = 2; i < digits.size(); ++i, place /= 10) {
    if (digits[i] < '0' || digits[i] > '9') return 0;
    weight += (digits[i] - '0') * place;
  }
  return weight <= 1000 ? weight : 0;
}

}  // namespace

bool AcceptsGzip(std::string_view accept_encoding) {
  std::optional<int> gzip, any;
  int identity = 0;
  ForEachElement(accept_encoding, [&](std::string_view element) {
    const std::string_view coding = Trim(element.substr(0, element.find(';')));
    if (EqualsIgnoringCase(coding, "gzip")) gzip = WeightOf(element);
    if (coding == "*") any = WeightOf(element);
    if (EqualsIgnoringCase(coding, "identity")) identity = WeightOf(element);
  });
  const int weight = gzip.value_or(any.value_or(0));
  return weight > 0 && weight >= identity;
}

}  // namespace stator::http
