/** Data that survives JSON unchanged: what states, events, effects and stored records are made of. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
