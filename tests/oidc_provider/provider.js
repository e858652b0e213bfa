// A provider of logins on a free port of this machine, for tests/test_oidc.py. It asks nobody for a password: whoever comes is the
// person that GET /become/NAME named last, and is refused as "nobody". Prints its address in one line; reads the redirect URI of its
// client from the first line of its input.
//   node provider.js [RS256|ES256]
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const algorithm = process.argv[2] ?? 'RS256';
const pair = algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...pair.privateKey.export({ format: 'jwk' }), alg: algorithm, use: 'sig', kid: 'k1' };
let somebody = 'ann';

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
console.log(issuer);
const [redirectUri] = await once(createInterface({ input: process.stdin }), 'line');

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'testledger',
      client_secret: 'a secret of tests: +&%',
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: algorithm,
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ['of tests'] },
  claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id.split('|')[0], email: `${id}@example.org` }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
server.on('request', async (request, response) => {
  if (request.url.startsWith('/become/')) {
    somebody = decodeURIComponent(request.url.slice('/become/'.length));
    response.end('ok');
  } else if (request.url.startsWith('/interaction/')) {
    const outcome = somebody === 'nobody' ? { error: 'access_denied' } : { login: { accountId: somebody } };
    await provider.interactionFinished(request, response, outcome);
  } else {
    answer(request, response);
  }
});
