/**
 * The Ed25519 key with which Telegram signs Mini App data for third parties. Not the one of its test environment
 * (40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec): users and bots have other owners there under the same
 * ids. https://core.telegram.org/bots/webapps#validating-data-for-third-party-use
 */
export const TELEGRAM_MINI_APP_KEY = 'e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d';
