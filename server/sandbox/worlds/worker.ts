import { makeInThisThread } from "../making-worker.ts";
import { paintWorld } from "./paint.ts";

makeInThisThread(paintWorld);
