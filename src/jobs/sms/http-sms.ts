import type { SmsSender } from './sms-sender';

const TIMEOUT_MS = 10_000;
const TRY_AGAIN = new Set([408, 425, 429]);

/**
 * Hands codes to a gateway: `POST url` with `{ phone, code, minutes, text }` as JSON and the token as a bearer. Any 2xx
 * is sent; 408, 425, 429, 5xx and a broken connection are tried again; everything else is refused.
 */
export function httpSms(gateway: { url: string; token: string | undefined }): SmsSender {
  return {
    send: async (sms) => {
      try {
        const response = await fetch(gateway.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(gateway.token === undefined ? {} : { authorization: `Bearer ${gateway.token}` }),
          },
          body: JSON.stringify(sms),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await response.body?.cancel();
        if (response.ok) return { kind: 'sent' };
        const detail = `the SMS gateway answered ${response.status}`;
        const again = response.status >= 500 || TRY_AGAIN.has(response.status);
        return { kind: again ? 'retry' : 'refused', detail };
      } catch (error) {
        return {
          kind: 'retry',
          detail: `the SMS gateway: ${error instanceof Error ? error.message : error}`,
        };
      }
    },
  };
}
