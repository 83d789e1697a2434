import { z } from 'zod';
import { readProfile } from '../../customers';
import { DOCUMENT_LISTS, findDocuments } from '../../documents';
import type { InlineEffects } from '../inline-effects';
import { readArgs } from './effect-args';

const findArgs = z.strictObject({
  list: z.enum(DOCUMENT_LISTS),
  words: z.string(),
  limit: z.number().int(),
});

/** Documents for a follower, links only for who may have them (F-08). */
export const documentEffects: InlineEffects = {
  'documents.find': async (tx, args, { followerId, now }) => {
    const asked = readArgs('documents.find', findArgs, args);
    const { roles } = await readProfile(tx, followerId, now);
    return { ok: true, data: { documents: await findDocuments(tx, asked, { followerId, roles, now }) } };
  },
};
