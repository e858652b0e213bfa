# embed_api_document(TARGET): compiles docs/api.yaml, as JSON, into TARGET as `std::string_view api_document()`.
function(embed_api_document target)
  set(document ${CMAKE_SOURCE_DIR}/docs/api.yaml)
  set(maker ${CMAKE_SOURCE_DIR}/tools/api_document.py)
  set(generated ${CMAKE_BINARY_DIR}/generated/api_document.cpp)
  add_custom_command(OUTPUT ${generated} COMMAND ${PYTHON} ${maker} ${document} ${generated} DEPENDS ${document} ${maker}
                     COMMENT "Making docs/api.yaml a part of the program" VERBATIM)
  target_sources(${target} PRIVATE ${generated})
endfunction()
