import fc from 'fast-check';

/**
 * fast-check with one seed for all property tests. It is always the same, so that a commit is judged the same way on every
 * machine; PROPERTY_SEED=random looks for what the fixed one misses, PROPERTY_SEED=<number> runs a find again.
 */
const asked = process.env.PROPERTY_SEED;
export const seed = asked === 'random' ? Date.now() % 2 ** 31 : Number(asked ?? 20_251_123);
if (!Number.isSafeInteger(seed)) throw new Error(`PROPERTY_SEED must be a number or random: ${asked}`);

fc.configureGlobal({ seed });
process.stdout.write(`property tests: PROPERTY_SEED=${seed}\n`);

export default fc;
