export type ChatEvent =
  | { readonly kind: 'message' | 'edit' | 'delete' | 'pin'; readonly chatId: number; readonly messageId: number }
  | { readonly kind: 'toast'; readonly userId: number; readonly text: string; readonly alert: boolean }
  | { readonly kind: 'action'; readonly chatId: number; readonly action: string }
  /** Commands, the menu button, people, groups, blocks: what is not in a message. */
  | { readonly kind: 'surroundings' };

export type ChatListener = (event: ChatEvent) => void;

export class ChatEvents {
  private readonly listeners = new Set<ChatListener>();

  subscribe(listener: ChatListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: ChatEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
