import { GrammyError } from 'grammy';
import { expect, it } from 'vitest';
import { botApiTrouble, reasonOf } from '../../../client/bot/bot-api-trouble.ts';

function refusal(code: number, description: string, parameters = {}): GrammyError {
  return new GrammyError('refused', { ok: false, error_code: code, description, parameters }, 'sendMessage', {});
}

it('follows a group that has become a supergroup', () => {
  const error = refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100 });
  expect(botApiTrouble(error)).toEqual({ kind: 'moved', chatId: -100 });
});

it('tells what would be refused the next time from what the server may do then', () => {
  expect(botApiTrouble(refusal(400, 'Bad Request: BUTTON_DATA_INVALID'))).toEqual({ kind: 'refused' });
  expect(botApiTrouble(refusal(401, 'Unauthorized'))).toEqual({ kind: 'other' });
  expect(botApiTrouble(refusal(502, 'Bad Gateway'))).toEqual({ kind: 'transient' });
});

it('gives the reason for the log without what was sent', () => {
  const said = 'Bad Request: URL https://x.example/open#secret of "Anna" 0049·151·1237·0003 is odd';
  expect(reasonOf(refusal(400, said))).toBe('400 Bad Request: URL … of … ••0003 is odd');
});
