import { dismiss, notices } from "./notices.ts";
import { texts } from "./texts.ts";

/** Read out politely as they come; the area itself is always there, as screen readers want it. */
export function NoticeArea() {
  return (
    <section class="notices" aria-live="polite" aria-label={texts.notices.title}>
      {notices.value.map(({ id, text, tone, action }) => (
        <div key={id} class={`notice panel ${tone}`}>
          <p>{text}</p>
          {action !== null && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="quiet" aria-label={texts.notices.dismiss} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </section>
  );
}
