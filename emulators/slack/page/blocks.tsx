import type { Block, Json } from '../world';
import { Element } from './element';
import { InputBlock } from './input-block';
import { RichText } from './rich-text';
import { plainText, Text } from './text';

/** Renders Block Kit blocks. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <OneBlock key={block.block_id} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { block: Block }) {
  const elements = (block.elements ?? []) as Json[];
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return <h2 className="block-header">{plainText(block.text)}</h2>;
    case 'divider':
      return <hr />;
    case 'context':
      return (
        <div className="block-context">
          {elements.map((element, index) =>
            element.type === 'image' ? (
              <img key={`${index}-image`} src={String(element.image_url)} alt={String(element.alt_text)} />
            ) : (
              <span key={`${index}-text`}>
                <Text of={element} />
              </span>
            ),
          )}
        </div>
      );
    case 'actions':
      return (
        <div className="block-actions">
          {elements.map((element) => (
            <Element key={String(element.action_id)} element={element} blockId={block.block_id} />
          ))}
        </div>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'image':
      return (
        <figure>
          {block.title ? <figcaption>{plainText(block.title)}</figcaption> : null}
          <img src={String(block.image_url)} alt={String(block.alt_text)} />
        </figure>
      );
    case 'rich_text':
      return <RichText elements={elements} />;
    case 'markdown':
      return <div className="text">{String(block.text)}</div>;
    default:
      return <p className="quiet">The local Slack doesn't support “{block.type}” blocks.</p>;
  }
}

function Section({ block }: { block: Block }) {
  const fields = (block.fields ?? []) as Json[];
  const accessory = block.accessory as Json | undefined;
  return (
    <div className="block-section">
      <div className="text">
        {block.text ? (
          <div>
            <Text of={block.text} />
          </div>
        ) : null}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              <div key={`${index}-${field.type}`}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && <Element element={accessory} blockId={block.block_id} />}
    </div>
  );
}
