import { createHash } from 'node:crypto';
import { isSerialNo } from '../dialogue/extract/serial-no';
import { normalisePhone } from '../kernel/phone';

/** What people write before a number and what some labels print as a part of it. */
const LABEL = /^SN(?=[A-Z0-9]{6,}$)/;

/**
 * The form in which serial numbers are compared: capitals and digits only, without a leading SN, so that it makes no
 * difference how the number was copied from the label. Nothing else is forgiven: O is not 0. Idempotent.
 */
export function canonicalSerialNo(serialNo: string): string {
  const plain = serialNo
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  let bare = plain;
  while (LABEL.test(bare)) bare = bare.replace(LABEL, '');
  return bare;
}

/** Whether this can be the serial number of a device: 6 to 30 letters and digits, with a digit among them. */
export function isDeviceSerialNo(serialNo: string): boolean {
  return isSerialNo(canonicalSerialNo(serialNo));
}

/**
 * What a look-up searches for. One digest of both facts: a right number with a wrong phone is not nearer to the row than
 * a number that does not exist, so neither the search nor anything after it can tell the two apart.
 */
export function deviceDigest(serialNo: string, phone: string): string {
  return createHash('sha256')
    .update(`${canonicalSerialNo(serialNo)}\n${normalisePhone(phone)}`)
    .digest('hex');
}
