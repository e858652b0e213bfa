# Flags of every target. Sanitizers are part of the ordinary debug build; the release build is hardened.
find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need these allowances; they are no risk to a clean build.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-pthread)
add_compile_options(-Wall -Wextra -Werror -Wnon-virtual-dtor -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps and uninitialised members inside std::string and std::optional that are not there.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds)
  add_compile_options(-Wshadow=local)  # a local name may be that of a function in another file of the unit
  add_compile_options(-fpch-preprocess)  # lets ccache look through precompiled headers
endif()
if(TESTLEDGER_SANITIZERS)
  add_compile_options(-fsanitize=${TESTLEDGER_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TESTLEDGER_SANITIZERS})
endif()
if(TESTLEDGER_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)  # the server has threads
  add_link_options(--coverage)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong -fcf-protection)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
