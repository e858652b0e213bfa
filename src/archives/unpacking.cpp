#include "archives/unpacking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>

namespace testledger {

Result<void> UnpackedCount::add(std::uint64_t packed, std::uint64_t unpacked) {
  packed_ += packed;
  unpacked_ += unpacked;
  if (unpacked_ > limits_.unpacked_size_max)
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("unpacked it is larger than {} MiB ({})", limits_.unpacked_size_max >> 20, limits_.unpacked_size_name)};
  if (unpacked_ <= limits_.ratio_free_size || unpacked_ <= limits_.ratio_max * packed_) return {};
  return Error{ErrorCode::limit_exceeded,
               fmt::format("it unpacks to more than {} times its size (unpacked_ratio_max), as no report does", limits_.ratio_max)};
}

Inflater::Inflater(Wrapping wrapping) {
  const int window = wrapping == Wrapping::gzip ? 16 + MAX_WBITS : -MAX_WBITS;
  if (inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
}

Result<Inflater::Step> Inflater::step(std::string_view in, std::span<char> out) {
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // which zlib only reads
  stream_.avail_in = static_cast<uInt>(in.size());
  stream_.next_out = reinterpret_cast<Bytef*>(out.data());
  stream_.avail_out = static_cast<uInt>(out.size());
  const int told = inflate(&stream_, Z_NO_FLUSH);
  if (told == Z_MEM_ERROR) throw std::bad_alloc();
  if (told != Z_OK && told != Z_STREAM_END && told != Z_BUF_ERROR)
    return unreadable(fmt::format("its packed bytes are damaged: {}", stream_.msg ? stream_.msg : "a dictionary is wanted"));
  return Step{.taken = in.size() - stream_.avail_in, .made = out.size() - stream_.avail_out, .ended = told == Z_STREAM_END};
}

Result<std::string_view> Stretch::rest() {
  if (!rest_.empty() || left_ == 0) return rest_;
  buffer_.resize(unpacked_piece_size);
  const std::size_t wanted = std::min<std::uint64_t>(buffer_.size(), left_);
  const std::size_t got = TRY(blob_.read_at(at_, std::span(buffer_).first(wanted)));
  if (got < wanted) return Error{ErrorCode::storage_failed, "A stored file is shorter than it was."};
  at_ += got;
  left_ -= got;
  rest_ = {buffer_.data(), got};
  return rest_;
}

Gunzip::Gunzip(BlobReader& blob, const ArchiveLimits& limits) : packed_(blob, 0, blob.size()), count_(limits), out_(unpacked_piece_size) {}

/// Tapes and some tools fill up with zeros.
Result<bool> Gunzip::has_next_member() {
  bool filled_up = false;
  for (std::string_view in = TRY(packed_.rest()); !in.empty(); in = TRY(packed_.rest())) {
    const std::size_t zeros = std::min(in.find_first_not_of('\0'), in.size());
    filled_up = filled_up || zeros > 0;
    packed_.take(zeros);
    if (zeros == in.size()) continue;
    if (filled_up || in.front() != '\x1F') return unreadable("there is something behind the end of the gzip data");
    return true;
  }
  return false;
}

Result<std::string_view> Gunzip::read() {
  for (;;) {
    if (between_members_) {
      if (!TRY(has_next_member())) return std::string_view();
      inflater_.restart();
      between_members_ = false;
    }
    const std::string_view in = TRY(packed_.rest());
    const Inflater::Step step = TRY(inflater_.step(in, out_));
    packed_.take(step.taken);
    between_members_ = step.ended;
    if (!step.ended && step.made == 0 && in.empty()) return unreadable("the gzip data is cut short");
    TRY(count_.add(step.taken, step.made));
    if (step.made > 0) return std::string_view(out_.data(), step.made);
  }
}

}  // namespace testledger
