import type { TextKind } from './source-text';

/**
 * A word that the project doesn't use, and what to write instead. `text` applies to comments, strings and documents
 * and ignores case; `name` applies to identifiers and file names.
 */
export type PrivateWord = {
  word: string;
  write: string;
  text?: RegExp;
  name?: RegExp;
};

/** An allowed use: part of an external contract, or the word in its ordinary sense. */
export type Exception = {
  word: string;
  /** Matches the whole identifier, or a part of the text. */
  use: RegExp;
  /** The files where the use is allowed. All files if omitted. */
  file?: RegExp;
  kind?: TextKind;
  reason: string;
};

export const privateWords: readonly PrivateWord[] = [
  { word: 'anew', write: 'again', text: /\b(?:anew|afresh)\b/, name: /^anew|Anew/ },
  { word: 'whoever', write: 'anyone who, the person who', text: /\bwhoever\b/, name: /whoever/i },
  { word: 'as whom', write: 'target user, account', text: /\bas whom\b/ },
  { word: 'how-manieth', write: 'number, round', text: /\bhow-manieth\b/ },
  { word: 'its person', write: 'the requester', text: /\bits person\b/ },
  {
    word: 'stands here',
    write: 'is shown, is listed',
    text: /\bstands? (?:here|there|below|beside|above|at|on|in)\b/,
  },
  { word: 'ask for', write: 'request', text: /\b(?:ask(?:s|ed|ing)?(?: \w+)? for|may(?: be)? ask(?:ed)?)\b/ },
  {
    word: 'Ask',
    write: 'AccessSpec, request',
    name: /^Ask(?:ed)?(?:[A-Z]|$)|^ask(?:ed)?[A-Z]|Asked$|^ask-for/,
  },
  { word: 'asker', write: 'requester', text: /\baskers?\b/, name: /asker/i },
  {
    word: 'wish',
    write: 'request, AccessSpec',
    text: /\bwish(?:es|ed)?\b/,
    name: /^wish|Wish(?:es)?(?:[A-Z]|$)/,
  },
  { word: 'knock', write: 'probe', text: /\bknock(?:s|ed|ing)?\b/, name: /knock/i },
  {
    word: 'door',
    write: 'revocation check, endpoint, access',
    text: /\bdoors?\b/,
    name: /(?:^|-)doors?|Door/,
  },
  { word: 'twin', write: 'probe certificate', text: /\btwins?\b/, name: /^twin|Twin/ },
  { word: 'shut', write: 'closed, revoked', text: /\bshut\b(?![ -]?down)/, name: /^shut(?!down)[A-Z-]/i },
  { word: 'telling', write: 'notification', text: /\btellings?\b/, name: /tellings?$/i },
  { word: 'tell', write: 'notify', name: /^(?:tell|told)(?:[A-Z-]|$)|Told$/ },
  { word: 'say', write: 'format (a value), describe (a sentence)', name: /^(?:say|said)(?:[A-Z-]|$)/ },
  { word: 'words file', write: 'a name for what it exports, in lib/core/text', name: /-words$/ },
  { word: 'reread', write: 'getRequestOrThrow', text: /\breread\b/, name: /^reread/ },
  { word: 'takenName', write: 'mapNameConflict', name: /^takenName|^namingFault|^naming-fault$/ },
  { word: 'hearOf', write: 'touchConnection', name: /^hearOf/ },
  { word: 'turnTicket', write: 'redeemTicket', name: /^turnTicket/ },
  { word: 'quiet', write: 'idle', name: /^quiet[A-Z]|Quiet/ },
  { word: 'sumUp', write: 'summarize', name: /^sumUp|^sum-up$/ },
  { word: 'forPage', write: 'orNotFound', name: /^forPage|^for-page$/ },
  { word: 'holdings', write: 'entitlements', text: /\bholdings\b/, name: /holdings?$|^Holding/ },
  { word: 'lack', write: 'DenialReason', name: /^lack$|^Lack$/ },
  { word: 'verdict', write: 'evaluation, status', text: /\bverdicts?\b/, name: /verdict/i },
  { word: 'standingAt', write: 'statusAt', name: /^standing(?:At|Of|s)?$|^Standing$|^sayStanding/ },
  {
    word: 'SlackReader',
    write: 'SlackActor',
    name: /SlackReader|^readSlackUser|require(?:Admin|Member)?Reader/,
  },
  {
    word: 'stage and players',
    write: 'seed and users',
    name: /^(?:players?|Players?|stage|clearStage|acts)$/,
  },
  {
    word: 'lapse',
    write: 'time out',
    text: /\blaps(?:e|es|ed|ing)\b/,
    name: /(?<!e)laps(?:e|es|ed)(?![a-z])/i,
  },
  {
    word: 'given back',
    write: 'ended by the requester, released',
    text: /\bg(?:ive|ives|iven|iving|ave)(?: it)? back\b/,
  },
  { word: 'taken back', write: 'cancelled', text: /\bt(?:ake|akes|aken|aking|ook)(?: it)? back\b/ },
  {
    word: 'void',
    write: 'cancelled, invalid',
    text: /\b(?:is|be|becomes?|made|makes?|as|stays?|was) void\b|^void$/,
  },
  { word: 'come to nothing', write: 'fail, end without access', text: /\bc(?:ome|omes|ame) to nothing\b/ },
  { word: 'what became of', write: 'the outcome of', text: /\bwhat (?:becomes?|became|comes?|came) of\b/ },
  { word: 'is over', write: 'has ended, expired', text: /\b(?:is|are|was|were) over\b(?! \d)/ },
  { word: 'lets in', write: 'accepts, allows', text: /\blets?(?: \w+)? in\b(?! flight)/ },
  { word: 'believes', write: 'trusts', text: /\bbeliev(?:e|es|ed|ing)\b/ },
  { word: 'goes first', write: 'takes precedence', text: /\b(?:goes?|went) first\b/ },
  { word: 'cure', write: 'fix, instructions', text: /\bcures?\b/, name: /^cures?$/ },
  { word: 'retire', write: 'archive', text: /\bretir(?:e|es|ed|ing)\b/ },
  { word: 'slip of the pen', write: 'typo', text: /\bslip of the pen\b/ },
  { word: 'unless said', write: 'by default', text: /\bunless (?:it is |is )?said\b/ },
  {
    word: 'British spelling',
    write: 'American spelling',
    text: /\b(?:e-mail\w*|colour\w*|behaviour\w*|licen[c]e\w*|organisation\w*|favour\w*|honour\w*|centre[sd]?|grey|catalogue\w*|recognis\w*)\b/,
  },
];

export const exceptions: readonly Exception[] = [
  { word: 'Ask', use: /^askedCount$/, reason: 'a field of the API' },
  {
    word: 'lapse',
    use: /`Lapsed`/,
    file: /^docs\/(?:rules|glossary)\.md$/,
    reason: 'the same, where it is explained',
  },
  { word: 'lapse', use: /^Lapsed$/, reason: 'the stored state of the database and of the API' },
  { word: 'lapse', use: /^lapse(?:sAt|Minutes)$/, reason: 'fields of the API and of the organization file' },
  {
    word: 'lapse',
    use: /^\s+Lapsed$|^\s+lapse(?:sAt|Minutes) /,
    file: /^prisma\/schema\.prisma$/,
    reason: 'columns',
  },
  {
    word: 'standingAt',
    use: /^standing$/,
    file: /audit|connection-facts/,
    reason: 'a field of stored audit events: the connection has standing access',
  },
  {
    word: 'retire',
    use: /`?retired`?\.?$/,
    file: /^lib\/web\/filters\/inventory-filter\.(?:test\.)?ts$/,
    reason: 'a value in addresses of version 0.1.0',
  },
  ...['its person', 'taken back'].map((word) => ({
    word,
    use: /^its person took it back$/,
    file: /^lib\/db\/grant-end-reason\.test\.ts$/,
    reason: 'a sentence that an older version stored',
  })),
  {
    word: 'retire',
    use: /^the target was retired$/,
    file: /^lib\/db\/grant-end-reason\.test\.ts$/,
    reason: 'a sentence that an older version stored',
  },
];
