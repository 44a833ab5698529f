import { z } from "zod";
import {
  CHAT_MAX,
  ERROR_MESSAGE_MAX,
  EXHIBIT_SCALE_MAX,
  EXHIBIT_SCALE_MIN,
  NAME_MAX,
  OBJECT_NAME_MAX,
  PORTAL_MAX_HEIGHT,
  PROMPT_MAX,
  URL_MAX,
} from "./limits.ts";
import { CastKind, castStatuses } from "./shows.ts";
import { typedText } from "./typed-text.ts";

const id = z.string().min(1).max(128);

const coordinate = z.number("A coordinate must be a finite number.").min(-10_000).max(10_000);
const place = {
  x: coordinate,
  y: coordinate.min(-PORTAL_MAX_HEIGHT).max(PORTAL_MAX_HEIGHT),
  z: coordinate,
  rotationY: coordinate,
};
const Place = z.object(place);
export type Place = z.infer<typeof Place>;

export const Prompt = typedText(PROMPT_MAX, "The prompt");
export const ObjectName = typedText(OBJECT_NAME_MAX, "The name of the object");
export const PlayerName = typedText(NAME_MAX, "The name");

const worldOrder = { prompt: Prompt, imageUploadId: id.optional() };
const onPortal = { portalId: id };
const atPlace = { portalId: z.undefined().optional(), ...place };

const GenerateWorld = z.union([z.object({ ...worldOrder, ...onPortal }), z.object({ ...worldOrder, ...atPlace })]);

const marbleUrl = z.string().trim().min(1, "The address is empty: paste a Marble world's address or id.").max(URL_MAX);
const ConnectPortal = z.union([z.object({ url: marbleUrl, ...onPortal }), z.object({ url: marbleUrl, ...atPlace })]);

const ReportReady = z.object({ portalId: id, status: z.literal("ready"), url: z.string().min(1).max(URL_MAX) });
const ReportError = z.object({
  portalId: id,
  status: z.literal("error"),
  message: z.string().max(ERROR_MESSAGE_MAX).optional(),
});
const handedOver = {
  status: z.literal("generating"),
  pendingOperationId: id.optional(),
  jobId: id.optional(),
};
const HandOver = z
  .union([z.object({ ...handedOver, ...onPortal }), z.object({ ...handedOver, ...atPlace })])
  .refine((order) => order.pendingOperationId !== undefined || order.jobId !== undefined, {
    message: "Say which generation: pendingOperationId or jobId is missing.",
  });
export type HandOver = z.infer<typeof HandOver>;
const UpdatePortal = z.union([ReportReady, ReportError, HandOver]);
export type PollReport = z.infer<typeof ReportReady> | z.infer<typeof ReportError>;

const OnPortal = z.object(onPortal);
/** What stands there: what one own generation makes, or whatever an own character or show has by now. */
const PlaceExhibit = z.union([
  z.object({ jobId: id, ...place }),
  z.object({ characterId: id, ...place }),
  z.object({ showId: id, ...place }),
]);
export type PlaceExhibit = z.infer<typeof PlaceExhibit>;
export type PlaceSubject = Exclude<PlaceExhibit, { jobId: string }>;
const scale = z.number("The scale must be a number.").min(EXHIBIT_SCALE_MIN).max(EXHIBIT_SCALE_MAX);
const MoveExhibit = z.object({ exhibitId: id, ...place, scale });
const OnExhibit = z.object({ exhibitId: id });
const SetName = z.object({ name: PlayerName });
const SetAway = z.object({ away: z.boolean() });
const SetLoading = z.object({ loading: z.boolean() });
const Chat = z.object({ text: typedText(CHAT_MAX, "The message") });

const PortalAnswer = z.object({ portalId: z.string() });
const ExhibitAnswer = z.object({ exhibitId: z.string() });
const OkAnswer = z.object({ ok: z.literal(true) });
const AcceptedAnswer = z.object({ accepted: z.literal(true), portalId: z.string().optional() });

/** To the designated poller only. `deadlineMs` is how long the grant holds from now. */
export const PollPortal = z.object({
  portalId: z.string(),
  operationId: z.string(),
  grant: z.string(),
  deadlineMs: z.number(),
});
export type PollPortal = z.infer<typeof PollPortal>;

export const ChatLine = z.object({ from: z.string(), name: z.string(), text: z.string(), at: z.number() });
export type ChatLine = z.infer<typeof ChatLine>;

/** Pushed once per connection when a generation has settled, to its asker and to everyone who sees its subject. */
export const JobCompleted = z.object({
  record_id: z.number(),
  job_id: z.string(),
  kind: z.string(),
  result: z.record(z.string(), z.unknown()),
});
export type JobCompleted = z.infer<typeof JobCompleted>;
export const JobFailed = z.object({
  record_id: z.number(),
  job_id: z.string(),
  kind: z.string(),
  status: z.string(),
  error: z.string(),
});
export type JobFailed = z.infer<typeof JobFailed>;

/** To the asker of a portrait, a video or a trailer, whenever it stands differently: in the words of its status route. */
export const JobChanged = z.object({
  job_id: z.string(),
  kind: CastKind,
  /** `character:<id>` or `show:<id>` */
  subject: z.string(),
  status: z.enum(castStatuses),
  progress: z.number(),
  detail: z.string().nullable(),
});
export type JobChanged = z.infer<typeof JobChanged>;

/** Every request of the room by name, as the server parses it. */
export const roomRequests = {
  generate_world: GenerateWorld,
  connect_portal: ConnectPortal,
  update_portal: UpdatePortal,
  retry_portal: OnPortal,
  cancel_portal: OnPortal,
  remove_portal: OnPortal,
  place_exhibit: PlaceExhibit,
  move_exhibit: MoveExhibit,
  remove_exhibit: OnExhibit,
  set_name: SetName,
  set_away: SetAway,
  set_loading: SetLoading,
  chat: Chat,
} as const;
export type RoomRequest = keyof typeof roomRequests;

/** What each request is answered with. */
export const roomAnswers = {
  generate_world: PortalAnswer,
  connect_portal: PortalAnswer,
  update_portal: AcceptedAnswer,
  retry_portal: OkAnswer,
  cancel_portal: OkAnswer,
  remove_portal: OkAnswer,
  place_exhibit: ExhibitAnswer,
  move_exhibit: OkAnswer,
  remove_exhibit: OkAnswer,
  set_name: OkAnswer,
  set_away: OkAnswer,
  set_loading: OkAnswer,
  chat: OkAnswer,
} as const satisfies Record<RoomRequest, z.ZodType>;
