// How long from exec to the first answered ListTables, of any server of the DynamoDB protocol.
//
//   start_bench RUNS PORT COMMAND [ARG...]        {port} in an argument stands for the port
//
// Prints the median in milliseconds. Each run starts the command, asks again and again until it
// answers 200, and ends it. An argument {new} stands for a path that did not exist before the run.
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr char kRequest[] =
    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\r\n"
    "Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=0\r\nX-Amz-Date: 20260101T000000Z\r\n"
    "Content-Length: 2\r\n\r\n{}";

// True if something on `port` answered 200.
bool Answers(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bool answered = false;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    char reply[4096];
    const bool sent = write(fd, kRequest, sizeof kRequest - 1) == sizeof kRequest - 1;
    const ssize_t n = sent ? read(fd, reply, sizeof reply) : 0;
    answered = n > 12 && std::memcmp(reply, "HTTP/1.1 200", 12) == 0;
  }
  close(fd);
  return answered;
}

pid_t Start(const std::vector<std::string>& command) {
  std::vector<char*> argv;
  for (const std::string& argument : command) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = vfork();
  if (pid != 0) return pid;
  const int null = open("/dev/null", O_WRONLY);
  dup2(null, 1);
  dup2(null, 2);
  execvp(argv[0], argv.data());
  _exit(127);
}

double RunOnce(int port, const std::vector<std::string>& command) {
  const auto begin = SteadyClock::now();
  const auto deadline = begin + std::chrono::seconds(20);
  const pid_t pid = Start(command);
  while (!Answers(port)) {
    if (SteadyClock::now() > deadline || waitpid(pid, nullptr, WNOHANG) == pid) {
      std::fprintf(stderr, "start_bench: %s does not answer\n", command[0].c_str());
      kill(pid, SIGKILL);
      std::exit(1);
    }
    usleep(50);
  }
  const std::chrono::duration<double, std::milli> took = SteadyClock::now() - begin;
  kill(pid, SIGTERM);
  waitpid(pid, nullptr, 0);
  return took.count();
}

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  const size_t at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: start_bench RUNS PORT COMMAND [ARG...]\n");
    return 2;
  }
  const int runs = std::atoi(argv[1]);
  const int port = std::atoi(argv[2]);
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    char pattern[] = "/dev/shm/stator-start-XXXXXX";
    const std::string dir = mkdtemp(pattern);
    std::vector<std::string> command;
    for (int i = 3; i < argc; ++i) {
      command.push_back(Replaced(Replaced(argv[i], "{port}", argv[2]), "{new}", dir + "/db"));
    }
    times.push_back(RunOnce(port, command));
    std::filesystem::remove_all(dir);
  }
  std::sort(times.begin(), times.end());
  std::printf("%.2f\n", times[times.size() / 2]);
}
