#pragma once

#include "core/result.hpp"
#include "http/endpoints/call.hpp"

namespace testledger {

/// Who makes the request, whether they come too often, and whether they may what its route asks for; the call has it from then on. A
/// project that one may not see is not there.
Result<void> admit(Call& call);

/// The same asked once more, when the body is there or before something is written: a token may be revoked meanwhile, a user
/// deactivated, a member removed. Refuses as if it were the first time; is no visit that counts.
Result<void> admit_again(Call& call);

}  // namespace testledger
