/** What `{{ hours.NAME }}` in an answer stands for: the hours of a schedule, as people write them, by its name. */
export type HoursByName = ReadonlyMap<string, string>;

const NAMED_HOURS = /\{\{\s*hours\.([\w-]+)\s*\}\}/g;
/** Where a schedule is gone: the follower is told how to see the hours that there are. */
const UNKNOWN_HOURS = '请回复 服务时间 查看';

/** The answer with the hours that it names, so that they are typed in `hours.yaml` and nowhere else. */
export function fillHours(answer: string, hours: HoursByName): string {
  return answer.replace(NAMED_HOURS, (_, name: string) => hours.get(name) ?? UNKNOWN_HOURS);
}

/** Schedules that an answer names and that there are not. */
export function unknownHours(answer: string, hours: HoursByName): string[] {
  return [...answer.matchAll(NAMED_HOURS)].flatMap(([, name = '']) => (hours.has(name) ? [] : [name]));
}
