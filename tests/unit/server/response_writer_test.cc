#include "server/response_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "server/request_id.h"

namespace stator::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Head(const HttpResponse& response, Time now = Time(std::chrono::seconds(0)),
                 bool keep_alive = true) {
  const ManualClock clock(now);
  ResponseWriter writer(clock);
  std::string out;
  writer.AppendHead(response, keep_alive, out);
  return out;
}

TEST(ResponseWriter, WritesDatesOfEveryKind) {
  const struct {
    int64_t seconds;
    std::string_view date;
  } kCases[] = {
      {0, "Thu, 01 Jan 1970 00:00:00 GMT"},          {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},
      {951782399, "Mon, 28 Feb 2000 23:59:59 GMT"},  {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
      {1798761599, "Thu, 31 Dec 2026 23:59:59 GMT"}, {4107542400, "Mon, 01 Mar 2100 00:00:00 GMT"},
  };
  for (const auto& [seconds, date] : kCases) {
    EXPECT_THAT(Head({}, Time(std::chrono::seconds(seconds))),
                HasSubstr("\r\nDate: " + std::string(date) + "\r\n"));
  }
}

TEST(ResponseWriter, FollowsTheClock) {
  ManualClock clock(Time(std::chrono::seconds(59)));
  ResponseWriter writer(clock);
  std::string first, second;
  writer.AppendHead({}, true, first);
  clock.Advance(std::chrono::seconds(1));
  writer.AppendHead({}, true, second);
  EXPECT_THAT(first, HasSubstr("00:00:59"));
  EXPECT_THAT(second, HasSubstr("00:01:00"));
}

TEST(ResponseWriter, WritesLengthAndChecksumOfTheBody) {
  HttpResponse response;
  EXPECT_THAT(Head(response), HasSubstr("\r\nContent-Length: 0\r\n"));
  EXPECT_THAT(Head(response), HasSubstr("\r\nx-amz-crc32: 0\r\n"));
  // Known answers: the check value of CRC-32, and what the service sends with an empty result.
  response.body = "123456789";
  EXPECT_THAT(Head(response), HasSubstr("\r\nx-amz-crc32: 3421780262\r\n"));
  response.body = "{}";
  EXPECT_THAT(Head(response), HasSubstr("\r\nx-amz-crc32: 2745614147\r\n"));
  response.body = R"({"TableNames":[]})";
  EXPECT_THAT(Head(response), HasSubstr("\r\nContent-Length: 17\r\n"));
  EXPECT_THAT(Head(response), HasSubstr("\r\nx-amz-crc32: 1315925753\r\n"));
}

TEST(ResponseWriter, WritesStatusConnectionAndHeadersOfTheResponse) {
  HttpResponse response;
  response.status = 404;
  response.content_type = {};
  response.extra_headers = "A: b\r\nC: d\r\n";
  const std::string head = Head(response, {}, false);
  EXPECT_THAT(head, StartsWith("HTTP/1.1 404 Not Found\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Content-Type")));
  EXPECT_THAT(head, EndsWith("\r\nA: b\r\nC: d\r\n\r\n"));
}

TEST(RequestIdSource, NeverRepeatsItself) {
  RequestIdSource one, another;
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) {
    for (RequestIdSource* source : {&one, &another}) {
      std::string id;
      source->Append(id);
      EXPECT_EQ(id.size(), RequestIdSource::kBytes);
      ids.insert(std::move(id));
    }
  }
  EXPECT_EQ(ids.size(), 20'000u);
}

}  // namespace
}  // namespace stator::server
