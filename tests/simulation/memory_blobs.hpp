#pragma once

#include <memory>

#include "blobs/blob_store.hpp"

namespace testledger::simulation {

/// Keeps files in memory, which is as durable here as a disk: it outlives the servers. Files on a disk are the crash harness's matter.
std::unique_ptr<BlobStore> open_memory_blobs();

}  // namespace testledger::simulation
