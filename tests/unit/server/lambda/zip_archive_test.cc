#include "server/lambda/zip_archive.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "server/lambda/durable_file.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/server/lambda/zip_writer.h"

namespace stator::server {
namespace {

namespace fs = std::filesystem;
using testing::ZipWriter;

constexpr std::string_view kBad =
    "Could not unzip uploaded file. Please check your file, then try to upload again.";

class Zip : public ::testing::Test {
 protected:
  std::string Unpack(const std::string& zip, uint64_t bytes_max = kUnzippedBytesMax) {
    const absl::Status status = Unzip(zip, root(), bytes_max);
    EXPECT_EQ(fs::exists(root()), status.ok());
    return std::string(status.message());
  }
  std::string root() const { return folder_.path() + "/code"; }
  std::string Read(const std::string& name) const {
    return ReadFile(root() + "/" + name).value_or("(absent)");
  }
  bool IsExecutable(const std::string& name) const {
    return (fs::status(root() + "/" + name).permissions() & fs::perms::owner_exec) !=
           fs::perms::none;
  }

  stator::testing::TempDir folder_;
};

TEST_F(Zip, IsUnpackedWithItsFoldersAndExecutables) {
  const std::string large(300'000, 'x');
  EXPECT_EQ(Unpack(ZipWriter()
                       .Add("lib/", "", 040755, false)
                       .Add("index.js", "exports", 0100644)
                       .Add("bootstrap", "#!/bin/sh", 0100755, false)
                       .Add("lib/deep/er.txt", large)
                       .Bytes()),
            "");
  EXPECT_EQ(Read("index.js"), "exports");
  EXPECT_EQ(Read("lib/deep/er.txt"), large);
  EXPECT_TRUE(IsExecutable("bootstrap"));
  EXPECT_FALSE(IsExecutable("index.js"));
}

TEST_F(Zip, KeepsLinksThatStayInside) {
  EXPECT_EQ(Unpack(ZipWriter()
                       .Add("node_modules/.bin/tool", "../tool/cli.js", 0120777)
                       .Add("node_modules/tool/cli.js", "#!")
                       .Bytes()),
            "");
  EXPECT_EQ(Read("node_modules/.bin/tool"), "#!");
}

TEST_F(Zip, MayNotLeaveItsFolder) {
  for (const char* name : {"../x", "/x", "a/../../x", "a\\..\\x"}) {
    EXPECT_EQ(Unpack(ZipWriter().Add(name, "").Bytes()),
              "The uploaded file has an entry that leads out of its folder: " + std::string(name));
  }
  for (const char* target : {"/etc/passwd", "../x", "..", "a/../../x", ""}) {
    EXPECT_EQ(Unpack(ZipWriter().Add("link", target, 0120777).Bytes()),
              "The uploaded file has an entry that leads out of its folder: link")
        << target;
  }
  // Each of them alone would be harmless.
  EXPECT_EQ(Unpack(ZipWriter()
                       .Add("p/q/file", "")
                       .Add("p/q/up", "../..", 0120777)
                       .Add("out", "p/q/up/../x", 0120777)
                       .Bytes()),
            "The uploaded file has an entry that leads out of its folder: out");
  // A link behind a link: nothing may be made out there, not even until the first one is refused.
  fs::create_directories(folder_.path() + "/outside");
  EXPECT_EQ(Unpack(ZipWriter().Add("d", "../outside", 0120777).Add("d/e/f", "g", 0120777).Bytes()),
            "The uploaded file has an entry that leads out of its folder: d/e/f");
  EXPECT_TRUE(fs::is_empty(folder_.path() + "/outside"));
  // A file through a link.
  EXPECT_EQ(Unpack(ZipWriter().Add("link", ".", 0120777).Add("link/x", "").Bytes()),
            std::string(kBad));
}

TEST_F(Zip, MayNotBeDamaged) {
  const std::string whole = ZipWriter().Add("a", "content of a").Bytes();
  for (size_t bytes = 0; bytes < whole.size(); ++bytes) {
    EXPECT_NE(Unpack(whole.substr(0, bytes)), "") << bytes;
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    // Dates and versions do not matter; nothing may crash.
    (void)Unzip(damaged, root());
    fs::remove_all(root());
  }
  EXPECT_EQ(Unpack("no zip at all"), kBad);
  EXPECT_EQ(Unpack(ZipWriter().AddRaw("a", "xx", 2, 0, 0, 0).Bytes()), kBad);     // Its sum.
  EXPECT_EQ(Unpack(ZipWriter().AddRaw("a", "xx", 2, 0, 0, 12).Bytes()), kBad);    // bzip2
  EXPECT_EQ(Unpack(ZipWriter().AddRaw("a", "xx", 2, 0, 0, 0, 1).Bytes()), kBad);  // Encrypted.
  EXPECT_EQ(Unpack(ZipWriter().AddRaw("a", "xx", 99, 0, 0, 8).Bytes()), kBad);
}

TEST_F(Zip, MayNotBeEmptyOrTooLarge) {
  EXPECT_EQ(Unpack(ZipWriter().Bytes()), "Uploaded file must be a non-empty zip");
  const std::string zip = ZipWriter().Add("a", std::string(50, 'x')).Add("b", "y").Bytes();
  EXPECT_EQ(Unpack(zip, 51), "");
  fs::remove_all(root());
  EXPECT_EQ(Unpack(zip, 50), "Unzipped size must be smaller than 50 bytes");
}

}  // namespace
}  // namespace stator::server
