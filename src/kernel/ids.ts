import { randomBytes } from 'node:crypto';

/** Random ids as a dependency. */
export type NewId = () => string;

/** 22 characters of base64url, 128 random bits: for sessions, files, client ids. */
export const randomId: NewId = () => randomBytes(16).toString('base64url');
