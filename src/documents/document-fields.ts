import { z } from 'zod';
import { DOCUMENT_KINDS, DOCUMENT_NEEDS } from './document';

const line = (max: number) => z.string().trim().min(1).max(max);

/** Five documents with their links fit into one message. */
const MAX_LINK = 200;

/** The fields of a document, as the file and the staff API take them. */
export const documentFields = {
  title: line(50),
  kind: z.enum(DOCUMENT_KINDS),
  product: z.string().trim().max(20),
  link: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(MAX_LINK)
    .describe('https only'),
  size: z.string().trim().max(20),
  needs: z
    .enum(DOCUMENT_NEEDS)
    .describe('who gets the link; the others see the title and how to get the right'),
  keywords: z.array(line(20)).max(20),
  publishedOn: z.iso.date().describe('YYYY-MM-DD'),
};
