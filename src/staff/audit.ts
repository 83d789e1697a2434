/** What staff can look up that is about a person or a customer. */
export const AUDIT_SUBJECTS = [
  'follower',
  'ticket',
  'suggestion',
  'service_code',
  'media',
  'appointment',
  'device',
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** Something that was looked at: `key` is the openid, number, code, serial number or media id; a search has its words, masked. */
export interface Look {
  subject: AuditSubject;
  key: string;
}

/** A look as administrators read it. */
export interface AuditEntry extends Look {
  id: number;
  /** Epoch milliseconds. */
  at: number;
  staffId: string;
}

/**
 * The same person looking at the same thing again within this time is one look: an open page reads its chat anew at
 * every message.
 */
export const SAME_LOOK_MS = 10 * 60_000;

/** The words of a search as the audit keeps them: phone numbers and mail addresses are masked. */
export function searchKey(words: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(words).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.map(([name, value]) => `${name}:${maskDigits(value)}`).join(' ');
}

/** All but the first three and the last four of seven and more digits; the name of a mailbox but its first letter. */
function maskDigits(text: string): string {
  return text
    .replace(/[^\s@]+@/g, (name) => `${name.slice(0, 1)}***@`)
    .replace(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(-4)}`);
}
