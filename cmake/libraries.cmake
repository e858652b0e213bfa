# Everything from outside, all Debian packages (tools/setup.sh installs them).
find_package(Threads REQUIRED)
find_program(PYTHON /usr/bin/python3 REQUIRED)  # the one that Debian's packages are for
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
find_package(prometheus-cpp CONFIG REQUIRED)
if(TESTLEDGER_TESTS)
  find_package(GTest REQUIRED)
  pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)  # the tokenizer's oracle; never in the program
endif()
