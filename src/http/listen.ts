import type http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Opens the port and returns the address to call. Throws with a remedy when the port is taken. */
export async function listen(
  server: http.Server,
  { host, port }: { host: string; port: number },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        error.message = `PORT=${port} is taken on ${host}: stop the other program, or set PORT to another number (0 takes a free one).`;
      reject(error);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** Takes no new connection, lets the requests under way finish. */
export function stopListening(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
