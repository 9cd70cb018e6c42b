import { sourceText } from '../findings';
import { plain, type Paint } from '../paint';
import type { Answer, Decider, SideAnswer } from './answer';

/** An answer as people read it: the verdict, then both sides with the policies that decide and where they stand. */
export function answerText(answer: Answer, paint: Paint = plain): string {
  const { from, to, port, allowed, sides } = answer;
  const verdict = allowed ? paint.strong('allowed') : paint.alarm('stopped');
  return [`${verdict}: ${from} → ${to}:${port}`, ...sides.map(side => sideText(side, answer, paint))].join('\n\n');
}

function sideText(side: SideAnswer, answer: Answer, paint: Paint): string {
  const { direction, of, verdict, deciders } = side;
  return [
    `  ${paint.strong(direction)} of ${of}: ${said(side, answer)}`,
    ...deciders.map(each => deciderText(each, verdict, paint)),
  ].join('\n');
}

function said({ direction, verdict }: SideAnswer, { from, to, port }: Answer): string {
  const passage = direction === 'egress' ? `it out to ${to} on ${port}` : `${from} in on ${port}`;
  switch (verdict) {
    case 'open':
      return 'open, no policy in dist/ closes it';
    case 'allowed':
      return `lets ${passage}`;
    case 'stopped':
      return `stopped, no rule lets ${passage}; closed by`;
  }
}

function deciderText(
  { policy, file, line, source, opens }: Decider,
  verdict: SideAnswer['verdict'],
  paint: Paint,
): string {
  const instead = verdict === 'stopped' && opens !== undefined ? `, which opens ${opens} to it` : '';
  const places = [`${file}:${line}`, ...(source === undefined ? [] : [sourceText(source)])];
  return [`    ${policy}${instead}`, ...places.map(place => `      ${paint.faint('-->')} ${place}`)].join('\n');
}
