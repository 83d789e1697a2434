/** A phone number as it is compared: digits only, without the country code of China. */
export function normalisePhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return /^(00)?86(1\d{10}|0\d{9,11})$/.test(digits) ? digits.replace(/^(00)?86/, '') : digits;
}

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0\d{9,11}$/;

/** Whether a normalised number is a mobile number or a landline with its area code. */
export function isPhone(digits: string): boolean {
  return MOBILE.test(digits) || LANDLINE.test(digits);
}
