import { Liquid, type Template } from 'liquidjs';
import type { Json } from '../kernel/json';

/** A text ready to be filled in. */
export interface ParsedText {
  render(values: Record<string, Json>): string;
}

/** Strict: an unknown filter or variable is a mistake in the content, and told when it is loaded. */
const engine = new Liquid({
  strictFilters: true,
  strictVariables: true,
  ownPropertyOnly: true,
  jsTruthy: true,
  // Texts stand alone: no file is ever read.
  templates: {},
  relativeReference: false,
});

/**
 * Parses a Liquid text and fills it once with the sample values. Returns the text, or what is wrong with it.
 * `jsTruthy`: an empty string and 0 are false in conditions, so that `{% if opensAt %}` reads as it looks.
 */
export function parseText(source: string, sample: Record<string, Json>): ParsedText | { problem: string } {
  try {
    const templates: Template[] = engine.parse(source);
    const text: ParsedText = { render: (values) => neaten(String(engine.renderSync(templates, values))) };
    const unknown = engine
      .globalVariablesSync(templates, { partials: false })
      .find((name) => !Object.hasOwn(sample, name));
    if (unknown !== undefined) {
      const known = Object.keys(sample).join(', ');
      return { problem: `the text uses {{ ${unknown} }}, but it is given only: ${known}` };
    }
    text.render(sample);
    return text;
  } catch (error) {
    return { problem: firstLine(error) };
  }
}

/** Blank lines left behind by conditions and loops go away. */
function neaten(text: string): string {
  return text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
