// A disk that can be told to fail, and that keeps a record of what it was asked: preloaded into a server under test
// (tests/faulty_disk.py). Only files below FAULTY_DISK_ROOT are concerned, so that sockets and logs work on. Synchronising is
// noted and not done, for it costs time and a test that pulls no plug needs none of it.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <thread>

namespace {

enum Kind : std::uint64_t { write_ = 1, sync_ = 2, truncate_ = 4, open_ = 8, rename_ = 16, remove_ = 32, make_ = 64, read_ = 128 };
enum Files : std::uint64_t { none = 0, database = 1, log_of_writes = 2, blobs = 4, others = 8 };
enum class When : std::uint64_t { never, at_random, at_the_nth, from_the_nth };
constexpr std::uint64_t cut_short = 1'000'000;  // in the place of an errno: half of it is written, and said so
constexpr std::uint64_t killed = 2'000'000;     // likewise: the process is killed before the call

/// What the test tells, and is told. In the order of CONTROL in faulty_disk.py.
struct Control {
  std::atomic<std::uint64_t> when, kinds, files, failure, number;  // number: of a million, or of the call
  std::atomic<std::uint64_t> calls, failures;
  std::atomic<std::int64_t> clock_ahead_s;
  std::atomic<std::uint64_t> power_is_off, at_work;  // at_work: a call changes the disk and has not noted all of it
};

/// A line of the record, followed by its text or bytes. In the order of RECORD in faulty_disk.py.
struct Record {
  std::uint32_t what;
  std::uint32_t size;
  std::uint64_t file;
  std::uint64_t offset;
};
enum What : std::uint32_t { created = 1, wrote, cut, sync_begun, synced, sync_failed, renamed, removed, made, sent };

/// What the next library in line, usually libc, has under a name.
template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}
#define REAL(name)                                         \
  (*[] {                                                   \
    static const auto found = real<decltype(name)>(#name); \
    return found;                                          \
  }())

class Disk {
 public:
  static Disk& get() {
    static Disk* disk = new Disk;  // threads may still write while the process ends
    return *disk;
  }

  Files files_of(std::string_view path) const {
    if (root_.empty() || path.substr(0, root_.size()) != root_ || path.ends_with("-shm")) return none;
    if (path.ends_with("-wal")) return log_of_writes;
    if (path.ends_with("testledger.db")) return database;
    return path.find("/blobs") != path.npos ? blobs : others;
  }
  Files files_of(int file) const {
    if (root_.empty() || file < 0) return none;
    char name[32], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(name, path, sizeof path);
    std::string_view found(path, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (found.ends_with(" (deleted)")) found.remove_suffix(10);
    return files_of(found);
  }

  /// 0, or with what the call is to fail.
  std::uint64_t failure_of(Kind kind, Files files) {
    if (files == none || !(control_->kinds & kind) || !(control_->files & files)) return 0;
    const When when{control_->when.load()};
    const std::uint64_t call = ++control_->calls, number = control_->number;
    const bool fails = (when == When::at_random && chance() < number) || (when == When::at_the_nth && call == number) ||
                       (when == When::from_the_nth && call >= number);
    if (!fails) return 0;
    ++control_->failures;
    if (control_->failure == killed) kill(getpid(), SIGKILL);
    return control_->failure;
  }

  void note(What what, std::uint64_t file, std::uint64_t offset, std::string_view bytes) const {
    if (record_ < 0) return;
    const Record record{what, static_cast<std::uint32_t>(bytes.size()), file, offset};
    const iovec both[] = {{const_cast<Record*>(&record), sizeof record}, {const_cast<char*>(bytes.data()), bytes.size()}};
    if (REAL(writev)(record_, both, 2) != static_cast<ssize_t>(sizeof record + bytes.size())) abort();
  }
  void note_names(What what, const char* from, const char* to) const {
    struct stat found{};
    if (what == made) (void)stat(from, &found);
    note(what, found.st_ino, 0, std::string(from) + '\0' + to);
  }

  bool is_recorded() const { return record_ >= 0; }
  std::int64_t clock_ahead_s() const { return control_->clock_ahead_s; }
  std::uint64_t next_sync() { return ++syncs_; }

  /// The record has the order in which things were done. A call that comes when the power is off does not return: nothing is done
  /// that is not noted, whenever the server is killed.
  class InOrder {
   public:
    explicit InOrder(Disk& disk) : lock_(disk.in_order_), control_(*disk.control_) {
      control_.at_work = 1;
      while (control_.power_is_off) {
        control_.at_work = 0;
        pause();
      }
    }
    ~InOrder() { control_.at_work = 0; }

   private:
    std::scoped_lock<std::mutex> lock_;
    Control& control_;
  };

 private:
  Disk() {
    if (const char* root = getenv("FAULTY_DISK_ROOT")) root_ = root;
    if (const char* path = getenv("FAULTY_DISK_RECORD")) record_ = REAL(open)(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    const char* path = getenv("FAULTY_DISK_CONTROL");
    const int file = path ? REAL(open)(path, O_RDWR | O_CLOEXEC) : -1;
    void* place = file < 0 ? MAP_FAILED : mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    control_ = place == MAP_FAILED ? new Control{} : static_cast<Control*>(place);
  }
  static std::uint64_t chance() {
    thread_local std::minstd_rand dice(static_cast<unsigned>(time(nullptr)) ^
                                       static_cast<unsigned>(std::hash<std::thread::id>{}(std::this_thread::get_id())));
    return dice() % 1'000'000;
  }

  std::string root_;
  int record_ = -1;
  Control* control_;
  std::atomic<std::uint64_t> syncs_ = 0;
  std::mutex in_order_;
};

std::uint64_t inode_of(int file) {
  struct stat found{};
  return fstat(file, &found) == 0 ? found.st_ino : 0;
}

int failed(std::uint64_t failure) {
  errno = failure == cut_short ? EIO : static_cast<int>(failure);
  return -1;
}

template <class Open>
int opened(const char* path, int flags, const Open& open) {
  Disk& disk = Disk::get();
  const Files files = disk.files_of(path);
  if (files == none) return open();
  if (const auto failure = disk.failure_of(open_, files)) return failed(failure);
  const Disk::InOrder in_order(disk);
  const bool is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
  const int file = open();
  if (file >= 0 && is_new) disk.note(created, inode_of(file), 0, path);
  if (file >= 0 && !is_new && (flags & O_TRUNC)) disk.note(cut, inode_of(file), 0, {});
  return file;
}

template <class Write>
ssize_t written(int file, const void* bytes, size_t size, off_t offset, const Write& write) {
  Disk& disk = Disk::get();
  const Files files = disk.files_of(file);
  if (files == none) return write(size);
  const auto failure = disk.failure_of(write_, files);
  if (failure && (failure != cut_short || size < 2)) return failed(failure);
  const Disk::InOrder in_order(disk);
  const off_t place = offset >= 0 ? offset : lseek(file, 0, SEEK_CUR);
  const ssize_t done = write(failure ? size / 2 : size);
  if (done > 0)
    disk.note(wrote, inode_of(file), static_cast<std::uint64_t>(place), {static_cast<const char*>(bytes), static_cast<size_t>(done)});
  return done;
}

template <class Cut>
int cut_to(int file, off_t size, const Cut& cut_file) {
  Disk& disk = Disk::get();
  const Files files = disk.files_of(file);
  if (const auto failure = disk.failure_of(truncate_, files)) return failed(failure);
  if (files == none) return cut_file();
  const Disk::InOrder in_order(disk);
  const int status = cut_file();
  if (status == 0) disk.note(cut, inode_of(file), static_cast<std::uint64_t>(size), {});
  return status;
}

template <class Sync>
int synchronised(int file, const Sync& sync) {
  Disk& disk = Disk::get();
  const Files files = disk.files_of(file);
  if (files == none) return sync();
  const std::uint64_t inode = inode_of(file), this_one = disk.next_sync();
  {
    const Disk::InOrder in_order(disk);
    disk.note(sync_begun, inode, this_one, {});
  }
  usleep(500);  // as much as a fast disk: others go on meanwhile
  const auto failure = disk.failure_of(sync_, files);
  const Disk::InOrder in_order(disk);
  disk.note(failure ? sync_failed : synced, inode, this_one, {});
  return failure ? failed(failure) : 0;
}

template <class Change>
int changed(Kind kind, What what, const char* from, const char* to, const Change& change) {
  Disk& disk = Disk::get();
  const Files files = disk.files_of(*to ? to : from);
  if (files == none) return change();
  if (const auto failure = disk.failure_of(kind, files)) return failed(failure);
  const Disk::InOrder in_order(disk);
  const int status = change();
  if (status == 0) disk.note_names(what, from, to);
  return status;
}

template <class Read>
ssize_t read_from(int file, size_t size, const Read& read) {
  Disk& disk = Disk::get();
  const auto failure = disk.failure_of(read_, disk.files_of(file));
  if (failure && (failure != cut_short || size < 2)) return failed(failure);
  return read(failure ? size / 2 : size);
}

/// What a client is told is noted before it can hear of it.
void note_answer(int file, const iovec* pieces, std::size_t count) {
  if (!Disk::get().is_recorded() || count == 0 || pieces[0].iov_len < 5 || memcmp(pieces[0].iov_base, "HTTP/", 5) != 0) return;
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all.append(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
  const Disk::InOrder in_order(Disk::get());
  Disk::get().note(sent, static_cast<std::uint64_t>(file), 0, all);
}

}  // namespace

#define MODE_OF(flags)                             \
  mode_t mode = 0;                                 \
  if ((flags) & (O_CREAT | O_TMPFILE)) {           \
    va_list rest;                                  \
    va_start(rest, flags);                         \
    mode = static_cast<mode_t>(va_arg(rest, int)); \
    va_end(rest);                                  \
  }

extern "C" {

int open(const char* path, int flags, ...) {
  MODE_OF(flags)
  return opened(path, flags, [&] { return REAL(open)(path, flags, mode); });
}
int open64(const char* path, int flags, ...) {
  MODE_OF(flags)
  return opened(path, flags, [&] { return REAL(open64)(path, flags, mode); });
}
int __open_2(const char* path, int flags) {
  return opened(path, flags, [&] { return REAL(open)(path, flags); });
}
int mkostemp(char* pattern, int flags) {
  Disk& disk = Disk::get();
  const Files files = disk.files_of(pattern);
  if (const auto failure = disk.failure_of(open_, files)) return failed(failure);
  const Disk::InOrder in_order(disk);
  const int file = REAL(mkostemp)(pattern, flags);
  if (file >= 0 && files != none) disk.note(created, inode_of(file), 0, pattern);
  return file;
}
int mkostemp64(char* pattern, int flags) { return mkostemp(pattern, flags); }

ssize_t write(int file, const void* bytes, size_t size) {
  return written(file, bytes, size, -1, [&](size_t part) { return REAL(write)(file, bytes, part); });
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  return written(file, bytes, size, offset, [&](size_t part) { return REAL(pwrite)(file, bytes, part, offset); });
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  return written(file, bytes, size, offset, [&](size_t part) { return REAL(pwrite64)(file, bytes, part, offset); });
}
ssize_t read(int file, void* bytes, size_t size) {
  return read_from(file, size, [&](size_t part) { return REAL(read)(file, bytes, part); });
}
ssize_t pread(int file, void* bytes, size_t size, off_t offset) {
  return read_from(file, size, [&](size_t part) { return REAL(pread)(file, bytes, part, offset); });
}
ssize_t pread64(int file, void* bytes, size_t size, off64_t offset) {
  return read_from(file, size, [&](size_t part) { return REAL(pread64)(file, bytes, part, offset); });
}

int ftruncate(int file, off_t size) noexcept {
  return cut_to(file, size, [&] { return REAL(ftruncate)(file, size); });
}
int ftruncate64(int file, off64_t size) noexcept {
  return cut_to(file, size, [&] { return REAL(ftruncate64)(file, size); });
}
int fsync(int file) {
  return synchronised(file, [&] { return REAL(fsync)(file); });
}
int fdatasync(int file) {
  return synchronised(file, [&] { return REAL(fdatasync)(file); });
}

int rename(const char* from, const char* to) noexcept {
  return changed(rename_, renamed, from, to, [&] { return REAL(rename)(from, to); });
}
int unlink(const char* path) noexcept {
  return changed(remove_, removed, path, "", [&] { return REAL(unlink)(path); });
}
int remove(const char* path) noexcept {
  return changed(remove_, removed, path, "", [&] { return REAL(remove)(path); });
}
int rmdir(const char* path) noexcept {
  return changed(remove_, removed, path, "", [&] { return REAL(rmdir)(path); });
}
int mkdir(const char* path, mode_t mode) noexcept {
  return changed(make_, made, path, "", [&] { return REAL(mkdir)(path, mode); });
}

ssize_t sendmsg(int file, const msghdr* message, int flags) {
  note_answer(file, message->msg_iov, message->msg_iovlen);
  return REAL(sendmsg)(file, message, flags);
}
ssize_t send(int file, const void* bytes, size_t size, int flags) {
  const iovec piece{const_cast<void*>(bytes), size};
  note_answer(file, &piece, 1);
  return REAL(send)(file, bytes, size, flags);
}

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const int status = REAL(clock_gettime)(clock, time);
  if (status == 0 && clock == CLOCK_REALTIME) time->tv_sec += Disk::get().clock_ahead_s();
  return status;
}

}  // extern "C"
