import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../kernel/error-codes';
import type { Route } from './route';

type JsonObject = Record<string, unknown>;

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
});

/** The OpenAPI 3.1 description of the routes, made from the schemas that check their requests. */
export function describeApi(routes: readonly Route[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'weikefu staff API',
      version: '1',
      description:
        'Sign in with POST /api/session; the cookie carries the session. Changes send its csrfToken in the ' +
        'x-csrf-token header. Instants are epoch milliseconds.',
    },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'weikefu_session' } },
      schemas: { Error: jsonSchema(errorSchema, 'output') },
    },
    paths,
  };
}

function describeRoute(route: Route): JsonObject {
  const roles = route.access === 'public' || route.access.length === 0 ? [] : route.access;
  return {
    summary: route.summary,
    ...(roles.length === 0 ? {} : { description: `Roles: ${roles.join(', ')}.` }),
    'x-roles': route.access === 'public' ? 'public' : route.access.length === 0 ? 'signed-in' : roles,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: describeParameters(route),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(jsonSchema(route.body, 'input')) } }),
    responses: describeResponses(route),
  };
}

function describeParameters(route: Route): JsonObject[] {
  const parameters = [
    ...fieldsOf(route.params).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
    ...fieldsOf(route.query).map(([name, schema, required]) => ({ name, in: 'query', required, schema })),
  ];
  const csrf = { name: 'x-csrf-token', in: 'header', required: true, schema: { type: 'string' } };
  return route.method === 'GET' || route.access === 'public' ? parameters : [...parameters, csrf];
}

function fieldsOf(schema: z.ZodType | undefined): [string, unknown, boolean][] {
  if (schema === undefined) return [];
  const { properties, required } = jsonSchema(schema, 'input') as {
    properties?: JsonObject;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, field]) => [
    name,
    field,
    required?.includes(name) ?? false,
  ]);
}

function describeResponses(route: Route): JsonObject {
  const { status, schema, contentType = 'application/json' } = route.success;
  const responses: JsonObject = {
    [status]: {
      description: 'Done',
      ...(schema === undefined
        ? {}
        : { content: { [contentType]: { schema: jsonSchema(schema, 'output') } } }),
    },
  };
  const codes = new Map<number, ErrorCode[]>();
  for (const code of failuresOf(route)) {
    const { status: failure } = ERROR_CODES[code];
    codes.set(failure, [...(codes.get(failure) ?? []), code]);
  }
  for (const [failure, list] of codes) {
    responses[failure] = {
      description: list.join(', '),
      content: json({ $ref: '#/components/schemas/Error' }),
    };
  }
  return responses;
}

/** The route's own failures and those that its declaration implies. */
function failuresOf(route: Route): Set<ErrorCode> {
  const codes = new Set<ErrorCode>();
  if (route.access !== 'public') codes.add('UNAUTHENTICATED');
  if (route.access !== 'public' && route.access.length > 0) codes.add('FORBIDDEN');
  if (route.method !== 'GET') codes.add('CSRF');
  if (route.params ?? route.query ?? route.body) codes.add('BAD_REQUEST');
  if (route.body) codes.add('TOO_LARGE');
  for (const code of route.failures) codes.add(code);
  return codes;
}

function json(schema: unknown): JsonObject {
  return { 'application/json': { schema } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
