/**
 * Hides personal data in texts that leave the conversation: log lines, error messages, alerts.
 * Phone numbers keep 3 + 4 digits, e-mail addresses their first character and domain.
 */
const EMAIL = /([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g;
const MOBILE = /(?<!\d)((?:\+?86[\s-]?)?1[3-9]\d)[\s-]?\d{4}[\s-]?(\d{4})(?!\d)/g;
const LANDLINE = /(?<!\d)(0\d{2,3})[\s-]?\d{3,4}(\d{4})(?!\d)/g;
const ID_CARD = /(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g;
const SECRET_IN_URL = /([?&](?:access_token|secret|appsecret|code|token|ticket)=)[^&\s"']+/gi;

export function maskText(text: string): string {
  return text
    .replace(SECRET_IN_URL, '$1***')
    .replace(EMAIL, '$1***@$2')
    .replace(ID_CARD, '$1********$2')
    .replace(MOBILE, '$1****$2')
    .replace(LANDLINE, '$1****$2');
}

/** `13800001234` → `138****1234`; anything shorter than seven digits is hidden whole. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 7 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** `王小明` → `王**`. */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  return letters.length === 0 ? '' : `${letters[0]}${'*'.repeat(Math.max(1, letters.length - 1))}`;
}

/** `someone@example.com` → `s***@example.com`. */
export function maskEmail(email: string): string {
  return email.replace(EMAIL, '$1***@$2');
}

/**
 * `示例科技有限公司` → `示例****公司`: enough to see which of one's own units it is. Up to four letters, as a person's name is,
 * keep the first.
 */
export function maskOrg(name: string): string {
  const letters = [...name.trim()];
  if (letters.length <= 4) return maskName(name);
  const head = letters.slice(0, 2).join('');
  return `${head}${'*'.repeat(Math.min(4, letters.length - 4))}${letters.slice(-2).join('')}`;
}

/** `SN12345678` → `SN****78`; anything shorter than seven letters is hidden whole. */
export function maskId(id: string): string {
  const letters = [...id.trim()];
  if (letters.length === 0) return '';
  return letters.length < 7 ? '****' : `${letters.slice(0, 2).join('')}****${letters.slice(-2).join('')}`;
}
