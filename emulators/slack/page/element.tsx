import { Button } from './button';
import { Checkboxes, RadioButtons } from './choices';
import { DateInput } from './date-input';
import { ExternalSelect } from './external-select';
import type { ElementProps } from './field';
import { Overflow } from './overflow';
import { Select } from './select';
import { SelectMany } from './select-many';
import { TextInput } from './text-input';

/** Renders a Block Kit element. */
export function Element(props: ElementProps) {
  const type = String(props.element.type);
  switch (type) {
    case 'button':
      return <Button {...props} />;
    case 'image':
      return (
        <img
          className="accessory-image"
          src={String(props.element.image_url)}
          alt={String(props.element.alt_text)}
        />
      );
    case 'overflow':
      return <Overflow {...props} />;
    case 'radio_buttons':
      return <RadioButtons {...props} />;
    case 'checkboxes':
      return <Checkboxes {...props} />;
    case 'datepicker':
    case 'timepicker':
      return <DateInput {...props} />;
    case 'external_select':
    case 'multi_external_select':
      return <ExternalSelect {...props} />;
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return <Select {...props} />;
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return <SelectMany {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput {...props} />;
    default:
      return <span className="quiet">The local Slack doesn't support “{type}” elements.</span>;
  }
}
