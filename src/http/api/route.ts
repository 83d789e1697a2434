import type { Context } from 'koa';
import type { z } from 'zod';
import type { ErrorCode } from '../../kernel/error-codes';
import type { Look, Role, StaffSession } from '../../staff';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What a route's handler is given once everything is checked. */
export interface Request<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  session: StaffSession;
  ctx: Context;
  /** The answer shows data of this follower, ticket …: goes into the audit before the answer is given. */
  looksAt(subject: Look['subject'], key: string): void;
}

/** A route as the pipeline and the API description see it. */
export interface Route {
  method: Method;
  /** With parameters in braces, e.g. `/api/chats/{id}/claim`. */
  path: string;
  summary: string;
  /** `public` needs no session; an empty list any session; else one of the roles. */
  access: 'public' | readonly Role[];
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Where a body may be larger than others. */
  maxBodyBytes?: number;
  success: { status: 200 | 201 | 204; schema?: z.ZodType; contentType?: string };
  /** Error codes of this route besides those of every route. */
  failures: readonly ErrorCode[];
  handle(request: Request<unknown, unknown, unknown>): Promise<unknown>;
}

interface TypedRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method;
  path: string;
  summary: string;
  access: readonly Role[];
  params?: P;
  query?: Q;
  body?: B;
  maxBodyBytes?: number;
  success: { status: 200 | 201 | 204; schema?: R; contentType?: string };
  failures?: readonly ErrorCode[];
  handle(request: Request<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<R>>;
}

/** Declares a route whose handler has the types of its schemas. */
export function defineRoute<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodVoid,
>(route: TypedRoute<P, Q, B, R>): Route {
  const { failures = [], ...rest } = route;
  return { ...(rest as unknown as Route), failures };
}

/** Declares a route that needs no session; its handler must not look at one. */
export function definePublicRoute<B extends z.ZodType = z.ZodUndefined, R extends z.ZodType = z.ZodVoid>(
  route: Omit<TypedRoute<z.ZodUndefined, z.ZodUndefined, B, R>, 'access' | 'params' | 'query' | 'handle'> & {
    handle(request: { body: z.output<B>; ctx: Context }): Promise<z.input<R>>;
  },
): Route {
  const { failures = [], ...rest } = route;
  return { ...(rest as unknown as Route), access: 'public', failures };
}
