/** A signed-in caller of the staff API, as a browser would be. */
export class StaffClient {
  private constructor(
    private readonly url: () => string,
    private readonly cookie: string,
    private readonly csrfToken: string,
  ) {}

  static async signIn(url: () => string, username: string, password: string): Promise<StaffClient> {
    const response = await fetch(`${url()}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    if (!response.ok) throw new Error(`sign-in failed with ${response.status}`);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { csrfToken } = (await response.json()) as { csrfToken: string };
    return new StaffClient(url, cookie, csrfToken);
  }

  /** What each of its calls carries. */
  get headers(): Record<string, string> {
    return { cookie: this.cookie, 'x-csrf-token': this.csrfToken, 'content-type': 'application/json' };
  }

  async get<T>(path: string): Promise<T> {
    return (await this.call('GET', path)).body as T;
  }

  async post(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    return this.call('POST', path, body);
  }

  async patch(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
    return this.call('PATCH', path, body);
  }

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.url()}${path}`, {
      method,
      headers: this.headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}
