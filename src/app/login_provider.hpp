#pragma once

#include <memory>

#include "app/commands.hpp"
#include "core/result.hpp"
#include "oidc/provider.hpp"

namespace testledger {

/// The provider of logins that the options of `serve` name; null when they name none. The first line of the secret's file is the secret.
Result<std::unique_ptr<LoginProvider>> login_provider(const LoginProviderOptions& wanted);

/// "https://qa.example.org/testledger"; invalid_argument for what browsers cannot be sent to.
Result<void> check_public_url(const std::string& url);

}  // namespace testledger
