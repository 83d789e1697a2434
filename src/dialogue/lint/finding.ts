/** `error`: the flow must not be used. `warning`: it works, and somebody should look. */
export type Level = 'error' | 'warning';

/** One thing that the linter found. The codes and their remedies are listed in docs/flow-format.md. */
export interface Finding {
  code: `F${string}`;
  level: Level;
  file: string;
  line?: number;
  /** Id of the flow; absent when the file is too broken to tell. */
  flow?: string;
  /** `step review`, `slot phone`, `text t_done` or a key of the file. */
  where?: string;
  /** What is wrong, and what to do. */
  text: string;
}

/** How a rule reports: the place is a path in the file, such as `['steps', 3, 'goto']`. */
export type Tell = (code: Finding['code'], level: Level, place: readonly PropertyKey[], text: string) => void;

/** `bot-flows/a.yaml:12 flow ticket_create, step review: F008 …` */
export function writeFinding({ file, line, flow, where, code, text }: Finding): string {
  const at = line === undefined ? file : `${file}:${line}`;
  const subject = [flow === undefined ? undefined : `flow ${flow}`, where].filter(Boolean).join(', ');
  return `${at}${subject === '' ? '' : ` ${subject}`}: ${code} ${text}`;
}

/** Names a place in the words of the format, steps by their id: `step review, confirm.on_no`, `slot phone`, `guard`. */
export function namePlace(
  place: readonly PropertyKey[],
  stepId: (index: number) => string | undefined,
): string | undefined {
  const [part, name, ...rest] = place;
  const within = (what: string) => [what, rest.map(String).join('.')].filter((one) => one !== '').join(', ');
  if (part === 'steps' && typeof name === 'number')
    return within(`step ${stepId(name) ?? `step_${name + 1}`}`);
  if (part === 'slots' && name !== undefined) return within(`slot ${String(name)}`);
  if (part === 'texts' && name !== undefined) return within(`text ${String(name)}`);
  return place.length === 0 ? undefined : place.map(String).join('.');
}
