import { accessoryElements, actionElements, elementSpecs, inputElements } from './elements';
import { anyText, type Field, flag, must, plain, type Spec, string } from './spec';

const element = (only: string[]): Field => ({ is: 'typed', among: elementSpecs, only });
const id: Spec = { block_id: string(255) };
const contextElement: Field = {
  is: 'typed',
  among: {
    image: elementSpecs.image ?? {},
    plain_text: { text: must(string(3000, 1)), emoji: flag },
    mrkdwn: { text: must(string(3000, 1)), verbatim: flag },
  },
};

export type Surface = 'message' | 'modal' | 'home';
const everywhere: Surface[] = ['message', 'modal', 'home'];

/**
 * The supported block types, the surfaces they are allowed on, and their limits. Other types are refused as
 * unsupported.
 */
export const blockSpecs: Record<string, { where: Surface[]; fields: Spec }> = {
  section: {
    where: everywhere,
    fields: {
      ...id,
      text: anyText(3000),
      fields: { is: 'list', of: anyText(2000), min: 1, max: 10 },
      accessory: element(accessoryElements),
      expand: flag,
    },
  },
  header: {
    where: everywhere,
    fields: { ...id, text: must(plain(150)), level: { is: 'number', min: 1, max: 4 } },
  },
  divider: { where: everywhere, fields: id },
  context: {
    where: everywhere,
    fields: { ...id, elements: must({ is: 'list', of: contextElement, min: 1, max: 10 }) },
  },
  actions: {
    where: everywhere,
    fields: { ...id, elements: must({ is: 'list', of: element(actionElements), min: 1, max: 25 }) },
  },
  input: {
    where: everywhere,
    fields: {
      ...id,
      label: must(plain(2000)),
      element: must(element(inputElements)),
      hint: plain(2000),
      optional: flag,
      dispatch_action: flag,
    },
  },
  image: {
    where: everywhere,
    fields: {
      ...id,
      image_url: string(3000),
      slack_file: { is: 'anything' },
      alt_text: must(string(2000, 1)),
      title: plain(2000),
    },
  },
  rich_text: {
    where: everywhere,
    fields: { ...id, elements: must({ is: 'list', of: { is: 'anything' }, max: 200 }) },
  },
  markdown: { where: ['message'], fields: { ...id, text: must(string(12_000, 1)) } },
};

/** The maximum number of blocks on each surface. */
export const maxBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
