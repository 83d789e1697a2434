import { z } from 'zod';
import { waysOn } from './answers';
import type { EffectResult } from './event';
import { isInForm } from './hot-questions';
import { type MenuItem, shortenLabel } from './menu';
import type { Turn } from './turn';

/** The most that one message lists. */
const MAX_DOCUMENTS = 5;

export type DocumentList = 'documents' | 'downloads' | 'shares';

const foundSchema = z.object({
  documents: z.array(
    z.object({
      title: z.string(),
      product: z.string(),
      size: z.string(),
      publishedOn: z.string(),
      link: z.string().nullable(),
      onlyFor: z.string().nullable(),
    }),
  ),
});

/** 文档, 下载, 微分享, each with words or without (S3-28, S3-33, S3-48). Returns why, for the record. */
export function askDocuments(turn: Turn, list: DocumentList, argument: string | undefined): string {
  const words = argument ?? '';
  turn.call({ kind: 'documents.find', list, words }, { list, words, limit: MAX_DOCUMENTS });
  return words === '' ? `asks for ${list}` : `asks for ${list} by words`;
}

/** What was found, with the link or with the reason why there is none. In a form nothing has a number. */
export function settleDocuments(
  turn: Turn,
  { list, words }: { list: DocumentList; words: string },
  result: EffectResult,
): void {
  const found = result.ok ? foundSchema.safeParse(result.data) : undefined;
  const documents = found?.success ? found.data.documents : [];
  if (documents.length > 0) {
    turn.say('documents_found', { list, words, documents });
    return;
  }
  if (isInForm(turn)) {
    turn.say('documents_none', { list, words });
    return;
  }
  const search: MenuItem[] =
    words === ''
      ? []
      : [{ label: shortenLabel(`搜 ${words}`), action: { kind: 'say', text: `搜 ${words}` } }];
  turn.sayWithMenu('documents_none', [...search, ...waysOn(turn)], { list, words });
}
