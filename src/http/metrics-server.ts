import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Logger } from '../kernel/logger';

/**
 * Serves `/metrics` on a loopback port of its own. A port that is taken costs the metrics, not the service: it is
 * logged and undefined is returned.
 */
export async function startMetricsServer(
  port: number,
  registry: Registry,
  logger: Logger,
): Promise<{ port: number; close(): Promise<void> } | undefined> {
  const server = http.createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      (error: unknown) => {
        logger.error({ err: error }, 'metrics could not be collected');
        response.writeHead(500).end();
      },
    );
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    logger.warn(
      { err: error, port },
      'no metrics: their port is taken; set METRICS_PORT to another one, or 0',
    );
    return undefined;
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
