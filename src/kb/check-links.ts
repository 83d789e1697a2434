/** What is wrong with the links of an answer, by their form alone: nothing is fetched. */
export function checkLinks(answer: string): string[] {
  const problems: string[] = [];
  for (const [address] of answer.matchAll(/https?:\/*[^\s（）()，。；、“”"'<>]*/gi)) {
    const host = URL.canParse(address) ? new URL(address).hostname : '';
    if (!/^https?:\/\/[^/]/i.test(address) || !/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(host)) {
      problems.push(`the address \`${address}\` cannot be opened`);
    }
  }
  if (/\[[^\]\n]+\]\([^)\n]*\)/.test(answer)) {
    problems.push('a Markdown link: WeChat shows it as it stands; write the address out');
  }
  for (const [tag] of answer.matchAll(/<a\b[^>]*>/gi)) {
    if (!/\bhref="(?:https?:\/\/|weixin:\/\/)[^"]+"/i.test(tag))
      problems.push(`the link \`${tag}\` leads nowhere`);
  }
  const opened = answer.match(/<a\b/gi)?.length ?? 0;
  if (opened !== (answer.match(/<\/a>/gi)?.length ?? 0)) problems.push('a link that is not closed with </a>');
  return problems;
}
