import type { SmsSettings } from '../../../../config/index.js';
import { ChannelFailure, type OutgoingMessage } from '../channel.js';

/** What the gateway is handed. */
export interface GatewayRequest {
  id: string;
  /** E.164. */
  to: string;
  /** The name that carriers put in front, without its brackets. */
  signature: string;
  templateCode?: string;
  /** What fills `{1}`, `{2}` … of the template. */
  parameters: readonly string[];
  /** The words without the signature. */
  text: string;
  callbackUrl?: string;
}

type Form = Pick<SmsSettings, 'signature' | 'templates'> & { callbackUrl?: string | undefined };

const SIGNED_TEXT = /^【([^【】]+)】\s*(.*)$/s;
const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;
const E164 = /^\+[1-9]\d{6,14}$/;

export function gatewayRequest(message: OutgoingMessage, form: Form): GatewayRequest {
  const { id, template } = message;
  const templateCode = template?.carrierCode;
  if (form.templates === 'numbered' && templateCode === undefined)
    throw new ChannelFailure('template-unregistered', `the carrier has no template of ${message.kind}`, {
      isPermanent: true,
    });
  const [, signature = form.signature, text = message.text] = SIGNED_TEXT.exec(message.text) ?? [];
  return {
    id,
    to: internationalNumber(message.to),
    signature,
    ...(templateCode !== undefined && { templateCode }),
    parameters: template?.parameters ?? [],
    text,
    ...(form.callbackUrl !== undefined && { callbackUrl: form.callbackUrl }),
  };
}

function internationalNumber(phone: string): string {
  if (MAINLAND_MOBILE.test(phone)) return `+86${phone}`;
  if (E164.test(phone)) return phone;
  throw new ChannelFailure('number-unusable', 'the phone number is not one that can be called', { isPermanent: true });
}
