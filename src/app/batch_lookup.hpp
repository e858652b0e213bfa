#pragma once

#include <functional>

#include "app/batch_watch.hpp"

namespace testledger {

/// Gives the batches at a path page by page, newest first, until there are no more or the sink says false.
Result<void> for_each_batch(const ServerAddress& server, const RemoteOptions& options, const std::string& path,
                            const std::function<bool(const boost::json::object& batch)>& sink);

/// The key of the cycle that a batch of a list tells; empty when it does not.
std::string_view cycle_of(const boost::json::object& batch);

/// Where a batch is; the cycle that is not given is looked for in the project's list.
Result<BatchAddress> find_batch(const ServerAddress& server, const RemoteOptions& options, const BatchAddress& asked);

}  // namespace testledger
