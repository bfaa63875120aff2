import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { protocolVersion } from '@sotto/protocol';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';

/** OpenAPI from the schemas the server validates with, and a page to read it. */
export async function addApiReference(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sotto',
        version: String(protocolVersion),
        description:
          'The HTTP API of a server that stores and forwards ciphertext. Keys are made, and messages encrypted and decrypted, by clients only: there is no route that does, and none is planned. Use the SDK for it. Refusals are application/problem+json with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: createJsonSchemaTransform({ skipList: ['/api/docs', '/api/docs/*', '/health', '/metrics'] }),
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: false,
    uiConfig: { docExpansion: 'list' },
  });
  relaxForReader(app);
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/**
 * The page that shows the reference builds its view from strings and sets styles: it may, being of no use to
 * anybody but a reader. Still only files of ours, and no inline script.
 */
function relaxForReader(app: FastifyInstance): void {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/docs')) void reply.header('content-security-policy', policy);
  });
}
