#pragma once

#include <memory>

#include "blobs/blob_store.hpp"
#include "http/body_source.hpp"

namespace testledger {

/// A stored file as the body of an answer.
class BlobBody final : public BodySource {
 public:
  explicit BlobBody(std::unique_ptr<BlobReader> reader) : reader_(std::move(reader)) {}
  Result<BodyStep> next() override {
    const std::string_view piece = TRY(reader_->read());
    return piece.empty() ? BodyStep(BodyEnd()) : BodyStep(piece);
  }

 private:
  std::unique_ptr<BlobReader> reader_;
};

}  // namespace testledger
