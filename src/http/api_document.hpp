#pragma once

#include <string_view>

namespace testledger {

/// docs/api.yaml as JSON: the OpenAPI description of all routes, made at build time.
std::string_view api_document();

}  // namespace testledger
