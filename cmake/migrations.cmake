# embed_migrations(TARGET ENGINE NAMESPACE): compiles src/storage/migrations/*.sql, without those of other engines
# (0002_name.ENGINE.sql), into TARGET as `Migrations NAMESPACE::migrations()`.
function(embed_migrations target engine namespace)
  set(directory ${CMAKE_SOURCE_DIR}/src/storage/migrations)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.sql)
  list(FILTER files INCLUDE REGEX "/[0-9]+_[a-z0-9_]+(\\.${engine})?\\.sql$")
  list(SORT files)
  set(entries "")
  set(version 0)
  foreach(file ${files})
    math(EXPR version "${version} + 1")
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^0*${version}_")
      message(FATAL_ERROR "migration ${name} should have the number ${version}")
    endif()
    file(READ ${file} sql)
    file(SHA256 ${file} sha256)
    string(APPEND entries "    {${version}, \"${name}\", \"${sha256}\", R\"sql(${sql})sql\"},\n")
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  set(generated ${CMAKE_BINARY_DIR}/generated/migrations_${engine}.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Made by cmake/migrations.cmake.
#include \"storage/migration.hpp\"

namespace @namespace@ {
testledger::Migrations migrations();
testledger::Migrations migrations() {
  static constexpr testledger::Migration all[] = {
@entries@  };
  return all;
}
}
")
  target_sources(${target} PRIVATE ${generated})
endfunction()
