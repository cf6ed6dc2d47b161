import { checkAccess } from '@/lib/access/check-access';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type Verb, verbs } from '@/lib/core/target/target';
import { formatTarget } from '@/lib/core/text/target';
import { searchPeople } from '@/lib/directory/search-people';
import { type SimulatedRequest, simulateRequest } from '@/lib/policies/simulate-request';
import { searchTargets } from '@/lib/targets/search-targets';
import { oneOf } from './filters/search-param';

/** The question of the simulator, as its form has it. Empty texts where nothing is entered. */
export type CheckQuestion = { person: string; target: string; as: string; action: Verb | null };

export type CheckedRequest = {
  question: CheckQuestion;
  /** suggestions for the fields: the first people and targets */
  people: readonly string[];
  targets: readonly string[];
  /** null while the question is not complete, or has a problem */
  answer: (SimulatedRequest & { /** whether the person has the access already */ now: string }) | null;
  problem: string | null;
};

/** The question in the parameters of a page. */
export function checkQuestionOf(
  params: Readonly<Record<string, string | string[] | undefined>>,
): CheckQuestion {
  const text = (name: string) => (oneOf(params[name]) ?? '').trim().slice(0, 200);
  const action = verbs.find((verb) => verb === text('action')) ?? null;
  return { person: text('person'), target: text('target'), as: text('as'), action };
}

/** Answers whether a person can request access to a target. Admins only. Throws `forbidden`. */
export async function checkRequest(ctx: Context, question: CheckQuestion): Promise<CheckedRequest> {
  const [{ people }, { targets }] = await Promise.all([
    searchPeople(ctx, { query: '' }),
    searchTargets(ctx, { query: '' }),
  ]);
  const form = {
    question,
    people: people.map(({ email }) => email),
    targets: targets.map(({ name, environment }) => `${name}.${environment}`),
  };
  if (question.person === '' || question.target === '') return { ...form, answer: null, problem: null };
  try {
    return { ...form, answer: await answerTo(ctx, question), problem: null };
  } catch (error) {
    if (!(error instanceof AccessError) || error.code !== 'not-found') throw error;
    return { ...form, answer: null, problem: error.message };
  }
}

async function answerTo(ctx: Context, { person, target, as, action }: CheckQuestion) {
  const { id: targetId } = await findTargetByName(ctx, target);
  const about = { targetId, targetUser: as || null, verb: action };
  const simulated = await simulateRequest(ctx, { ...about, email: person });
  const { reason } = await checkAccess(ctx, { targetId, ...simulated.spec, userEmail: simulated.email });
  return { ...simulated, now: reason };
}

/** The target that is called `prod-web`, `prod-web.prod` or `prod-web in prod`. Throws `not-found`. */
async function findTargetByName(ctx: Context, text: string): Promise<{ id: string }> {
  const name = text.split(/ in |\.(?=[^.]*$)/)[0] ?? text;
  const found = await Promise.all(
    [...new Set([text, name])].map((query) => searchTargets(ctx, { query, take: 100 })),
  );
  const matches = new Map(
    found
      .flatMap(({ targets }) => targets)
      .filter((one) => [one.name, `${one.name}.${one.environment}`, formatTarget(one)].includes(text))
      .map((one) => [one.id, one]),
  );
  const [target, other] = [...matches.values()];
  if (!target) throw new AccessError('not-found', `No target is called ${text}.`);
  if (other)
    throw new AccessError(
      'not-found',
      `More than one target is called ${text}. Add the environment: ${target.name}.${target.environment}.`,
    );
  return target;
}
