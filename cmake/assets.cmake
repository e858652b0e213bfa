# embed_assets(TARGET): builds web/ with npm and compiles all its files, plain and compressed, into TARGET (src/http/assets.hpp).
function(embed_assets target)
  set(web ${CMAKE_SOURCE_DIR}/web)
  set(maker ${CMAKE_SOURCE_DIR}/tools/embed_assets.py)
  set(made ${CMAKE_BINARY_DIR}/generated/web)
  set(generated ${CMAKE_BINARY_DIR}/generated/assets)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/api-docs/* ${web}/src/*)
  list(FILTER sources EXCLUDE REGEX "\\.test\\.ts$")
  add_custom_command(OUTPUT ${generated}.cpp ${generated}.S COMMAND ${CMAKE_SOURCE_DIR}/tools/web.sh ${made}
                     COMMAND ${PYTHON} ${maker} ${made} ${generated}
                     DEPENDS ${sources} ${web}/package-lock.json ${web}/package.json ${web}/build.mjs ${web}/first_load.mjs
                             ${web}/index.html ${web}/vite.config.ts ${maker} ${CMAKE_SOURCE_DIR}/tools/web.sh
                     COMMENT "Making the web pages a part of the program" VERBATIM)
  target_sources(${target} PRIVATE ${generated}.cpp ${generated}.S)
endfunction()
