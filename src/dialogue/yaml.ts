import { isAlias, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';

/** Where something stands in a document: `['texts', 'welcome']`. */
export type Place = readonly PropertyKey[];

export interface YamlReading {
  value: unknown;
  problems: { line: number | undefined; text: string }[];
  /** The line of a place, or of the nearest thing around it that exists. */
  lineOf(place: Place): number | undefined;
}

const MAX_BYTES = 512 * 1024;

/** Reads YAML 1.2 as plain data: no duplicate keys, anchors, aliases or tags, and no file too large to be content. */
export function readYaml(text: string): YamlReading {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return refuse(`the file has more than ${MAX_BYTES / 1024} KB; split it`);
  }
  const lineCounter = new LineCounter();
  const lineAt = (offset: number | undefined) =>
    offset === undefined ? undefined : lineCounter.linePos(offset).line;
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, version: '1.2', merge: false });
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    text: error.message.split('\n')[0] ?? error.message,
  }));
  visit(document, (_key, node) => {
    const text = isNode(node) ? judge(node) : undefined;
    if (isNode(node) && text !== undefined) problems.push({ line: lineAt(node.range?.[0]), text });
  });
  if (problems.length > 0) return { value: undefined, problems, lineOf: () => undefined };
  return {
    value: document.toJS(),
    problems,
    lineOf(place) {
      for (let length = place.length; length >= 0; length -= 1) {
        const node = document.getIn(place.slice(0, length), true);
        if (isNode(node)) return lineAt(node.range?.[0]);
      }
      return undefined;
    },
  };
}

/** What is wrong with a node that is good YAML. */
function judge(node: Node): string | undefined {
  if (isAlias(node)) return 'aliases (*name) are not used here; write it out';
  if ('anchor' in node && node.anchor !== undefined) return 'anchors (&name) are not used here; remove it';
  // `回复 #人工` without quotes ends at the #. A real comment has a blank after it.
  if (isScalar(node) && node.type === 'PLAIN' && /^\S/.test(node.comment ?? '')) {
    return 'a # after a blank begins a comment and cuts this text short; put the text in quotes';
  }
  return undefined;
}

function refuse(text: string): YamlReading {
  return { value: undefined, problems: [{ line: undefined, text }], lineOf: () => undefined };
}
