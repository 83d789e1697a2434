import { readText } from '../read-text';

const POLITE_QUESTION =
  /(?:可以|行|好|方便|有空|有时间|没问题|能来|能|成)(?:的话)?[吗么嘛]?[\s?？。!！]*$|[行好可]不[行好可]以?[\s?？]*$/u;

/**
 * Whether a text asks something of its own: 你们周末上班吗. What only asks for leave (周五可以吗？) is an answer. Days and times
 * occur in both, and a question belongs to the knowledge base.
 */
export function asksSomethingElse(text: string): boolean {
  const { question } = readText(text);
  return question && readText(text.replace(POLITE_QUESTION, '')).question;
}
