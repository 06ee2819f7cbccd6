#include "server/response_writer.h"

#include <array>
#include <charconv>
#include <chrono>

#include "http/crc32.h"

namespace stator::server {
namespace {

void AppendNumber(uint64_t number, std::string& out) {
  char digits[20];
  out.append(digits, std::to_chars(digits, digits + sizeof(digits), number).ptr);
}

void AppendTwoDigits(unsigned number, std::string& out) {
  out += static_cast<char>('0' + number / 10 % 10);
  out += static_cast<char>('0' + number % 10);
}

// The form of RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT". Not by strftime, whose names of
// days follow the locale.
std::string FormatDate(std::chrono::sys_seconds time) {
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::string text(kDays[std::chrono::weekday(day).c_encoding()]);
  text += ", ";
  AppendTwoDigits(static_cast<unsigned>(date.day()), text);
  text += ' ';
  text += kMonths[static_cast<unsigned>(date.month()) - 1];
  text += ' ';
  AppendTwoDigits(static_cast<unsigned>(static_cast<int>(date.year()) / 100), text);
  AppendTwoDigits(static_cast<unsigned>(static_cast<int>(date.year()) % 100), text);
  text += ' ';
  AppendTwoDigits(static_cast<unsigned>(clock.hours().count()), text);
  text += ':';
  AppendTwoDigits(static_cast<unsigned>(clock.minutes().count()), text);
  text += ':';
  AppendTwoDigits(static_cast<unsigned>(clock.seconds().count()), text);
  text += " GMT";
  return text;
}

}  // namespace

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

void ResponseWriter::AppendHead(const HttpResponse& response, bool keep_alive, std::string& out) {
  if (response.status == 200) {
    out += "HTTP/1.1 200 OK";
  } else {
    out += "HTTP/1.1 ";
    AppendNumber(static_cast<uint64_t>(response.status), out);
    out += ' ';
    out += ReasonPhrase(response.status);
  }
  out += "\r\nServer: Stator/" STATOR_VERSION "\r\nDate: ";
  out += Date();
  if (!response.content_type.empty()) {
    out += "\r\nContent-Type: ";
    out += response.content_type;
  }
  out += "\r\nContent-Length: ";
  AppendNumber(response.body.size(), out);
  out += keep_alive ? "\r\nConnection: keep-alive" : "\r\nConnection: close";
  out += "\r\nx-amzn-RequestId: ";
  request_ids_.Append(out);
  out += "\r\nx-amz-crc32: ";
  AppendNumber(http::Crc32(response.body), out);
  out += "\r\n";
  out += response.extra_headers;
  out += "\r\n";
}

std::string_view ResponseWriter::Date() {
  const auto second = std::chrono::floor<std::chrono::seconds>(clock_.Now());
  const int64_t count = second.time_since_epoch().count();
  if (count != date_second_) {
    date_ = FormatDate(second);
    date_second_ = count;
  }
  return date_;
}

}  // namespace stator::server
