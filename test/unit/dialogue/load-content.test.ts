import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { compose, initialState, loadContent, normaliseText, step } from '../../../src/dialogue';
import { AppError } from '../../../src/kernel/errors';
import { byteLength } from '../../../src/kernel/text';
import { content, shippedYaml, world, writeLink } from './build';

const NAME = 'bot-flows/system.yaml';

function refusal(yaml: string): AppError {
  try {
    loadContent(yaml, NAME);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the content was accepted');
}

/** The shipped file with one thing broken; fails when there is nothing to break. */
function broken(from: string | RegExp, to: string): string {
  const yaml = shippedYaml.replace(from, to);
  if (yaml === shippedYaml) throw new Error(`${from} is not in the file`);
  return yaml;
}

const lineOf = (part: string) => shippedYaml.slice(0, shippedYaml.indexOf(part)).split('\n').length;

describe('the content file', () => {
  it('is accepted as shipped', () => {
    expect(content.settings).toEqual({
      businessName: '微客服',
      maxReplyBytes: 2000,
      smallTalkCategory: '闲聊',
      canSend: true,
    });
  });

  it('has a revision that changes with the file', () => {
    expect(content.revision).toMatch(/^[0-9a-f]{12}$/);
    expect(loadContent(`${shippedYaml}\n# more`, NAME).revision).not.toBe(content.revision);
    expect(loadContent(shippedYaml, 'elsewhere.yaml').revision).toBe(content.revision);
  });

  it.each([
    ['an unknown key', broken('labels:', 'label:'), 'label'],
    ['a missing text', broken(/ {2}welcome: \|-\n.*\n.*\n/, ''), 'texts.welcome'],
    ['an unknown text', broken('  welcome: |-', '  wellcome: |-'), 'wellcome'],
    ['an empty text', broken(/media_file: .*/, 'media_file: ""'), 'texts.media_file: must not be empty'],
    [
      'an unknown variable',
      broken(/sticker: .*/, 'sticker: "{{ nick }}"'),
      'texts.sticker: the text uses {{ nick }}',
    ],
    [
      'an unknown filter',
      broken(/sticker: .*/, 'sticker: "{{ businessName | shout }}"'),
      'undefined filter: shout',
    ],
    ['an unclosed tag', broken(/sticker: .*/, 'sticker: "{% if businessName %}"'), 'texts.sticker'],
    ['an unknown part of a value', broken('{{ channel.entry }}', '{{ channel.door }}'), 'texts.contact'],
    ['a text that is too long', broken(/sticker: .*/, `sticker: ${'长'.repeat(400)}`), 'has 1200 bytes'],
    ['an unknown command', broken('command: contact', 'command: call_us'), 'home_menu'],
    ['a label that means something else', broken('label: 联系我们', 'label: 找我们'), 'words.contact'],
    [
      'a label that is a number',
      broken('- say: 怎么开发票', '- { label: "2", say: 怎么开发票 }'),
      'more than a number',
    ],
    ['a label twice', broken('- say: 怎么开发票', '- say: 提交工单。'), 'twice'],
    ['ten items', broken('questions:\n', `questions:\n${'  - say: 问\n'.repeat(10)}`), 'questions'],
    ['a word with two meanings', broken('skip: [略过]', 'skip: [取消]'), '"取消" already means cancel'],
    [
      'an added label that means nothing',
      broken('none_of_these: 都不是', 'none_of_these: 没有'),
      'words.none_of_these',
    ],
    [
      'too small a message',
      broken('max_reply_bytes: 2000', 'max_reply_bytes: 100'),
      'settings.max_reply_bytes',
    ],
    ['an unknown version', broken('schema: 1', 'schema: 2'), 'schema: must be 1'],
  ])('is refused with %s', (_what, yaml, place) => {
    const error = refusal(yaml);
    expect(error.code).toBe('FLOW_INVALID');
    expect(error.message).toContain(`${NAME}:`);
    expect(error.message).toContain(place);
  });

  it.each([
    ['a duplicate key', `${shippedYaml}\nschema: 1\n`],
    ['an anchor', broken('schema: 1', 'schema: &one 1')],
    ['an alias', broken('schema: 1', 'schema: &one 1\nother: *one')],
    ['a tag', broken('schema: 1', 'schema: !number 1')],
    ['a text cut short by #人工', broken(/sticker: .*/, 'sticker: 请回复 #人工')],
    ['a tab for indentation', broken('settings:\n', 'settings:\n\t')],
  ])('is refused with %s, with its line', (_what, yaml) => {
    expect(refusal(yaml).message).toMatch(/system\.yaml:\d+ /);
  });

  it('is refused when it is not a mapping, or far too large', () => {
    expect(refusal('').message).toContain(NAME);
    expect(refusal('[]').message).toContain(NAME);
    expect(refusal(`# ${'x'.repeat(600_000)}`).message).toContain('KB');
  });

  it('is refused with all problems at once, each with its line', () => {
    const yaml = broken(/sticker: .*/, 'sticker: "{{ nick }}"').replace(/link: "链接.*/, 'link: "{{ url }}"');
    const { message } = refusal(yaml);
    expect(message).toContain(`${NAME}:${lineOf('  sticker:')} texts.sticker`);
    expect(message).toContain(`${NAME}:${lineOf('  link: "链接')} texts.link`);
  });
});

describe('the shipped content', () => {
  it('welcomes in one message, links included', () => {
    const { state, replies } = step(initialState(), { t: 'subscribe' }, {}, world);
    const linked = compose(state, replies, world, { link: writeLink }).text;
    expect(byteLength(linked)).toBeLessThanOrEqual(2000);
    expect(linked.match(/<a href/g)).toHaveLength(content.homeMenu.length);
  });

  it('offers only questions that the shipped knowledge base answers', () => {
    const folder = path.join(__dirname, '../../../kb-seed/entries');
    const questions = new Set(
      fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map(
          (name) =>
            parse(fs.readFileSync(path.join(folder, name), 'utf8')) as { entries: { question: string }[] },
        )
        .flatMap(({ entries }) => entries.map(({ question }) => normaliseText(question))),
    );
    const flows = path.join(__dirname, '../../../bot-flows');
    const commands = fs
      .readdirSync(flows)
      .map(
        (name) =>
          parse(fs.readFileSync(path.join(flows, name), 'utf8')) as { triggers?: { commands?: string[] } },
      )
      .flatMap(({ triggers }) => triggers?.commands ?? []);
    for (const command of commands) questions.add(normaliseText(command));
    const offered = [...content.homeMenu, ...content.questions].flatMap(({ action }) =>
      action.kind === 'say' ? [action.text] : [],
    );
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter((question) => !questions.has(normaliseText(question)))).toEqual([]);
  });

  it('names #人工 wherever the bot has no answer', () => {
    const deadEnds = [
      content.texts.fallback.render({ queued: false, businessName: '' }),
      content.texts.fallback_again.render({ queued: false, businessName: '' }),
      content.texts.none_of_these.render({ queued: false, businessName: '' }),
      content.texts.handoff_offer.render({ answered: false, businessName: '' }),
      content.texts.number_without_menu.render({ businessName: '' }),
      content.texts.apology.render({ businessName: '' }),
    ];
    for (const said of deadEnds) expect(said).toContain('#人工');
  });
});
