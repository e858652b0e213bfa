// The page shows the description that this very server gives; "Authorize" takes a token, and a session's cookie goes along by itself.
'use strict';

const description = new URL('openapi.json', document.baseURI);

// Servers of the description are paths below where this page is, also behind a proxy that has put it somewhere else.
function withServersHere(api) {
  const root = new URL('.', document.baseURI).pathname.replace(/\/$/, '');
  const moved = (servers) => servers?.map((server) => ({ ...server, url: (root + server.url).replace(/(.)\/$/, '$1') }));
  for (const path of Object.values(api.paths)) if (path.servers) path.servers = moved(path.servers);
  api.servers = moved(api.servers);
  return api;
}

async function show() {
  const answer = await fetch(description);
  if (!answer.ok) throw new Error(`${description} was answered ${answer.status}`);
  SwaggerUIBundle({
    spec: withServersHere(await answer.json()),
    domNode: document.getElementById('api-docs'),
    deepLinking: true,
    filter: true,
    docExpansion: 'none', // Swagger UI shows nothing at all of some 140 operations that are open at once
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    persistAuthorization: false,
  });
}

show().catch((problem) => {
  const told = document.createElement('p');
  told.setAttribute('role', 'alert');
  told.textContent = `The description of the API could not be shown: ${problem.message}`;
  document.getElementById('api-docs').replaceChildren(told);
});
