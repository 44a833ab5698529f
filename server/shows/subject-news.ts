/** Tells whoever shows characters and shows that one has changed, or is gone. */
interface SubjectListener {
  changed(subject: string): void;
  removed(subject: string): Promise<void>;
}

export interface SubjectNews extends SubjectListener {
  listen(listener: SubjectListener): void;
}

export function createSubjectNews(): SubjectNews {
  const listeners: SubjectListener[] = [];
  return {
    listen: (listener) => void listeners.push(listener),
    changed(subject) {
      for (const listener of listeners) listener.changed(subject);
    },
    async removed(subject) {
      for (const listener of listeners) await listener.removed(subject);
    },
  };
}
