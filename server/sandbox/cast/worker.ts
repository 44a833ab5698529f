import { makeInThisThread } from "../making-worker.ts";
import { makeCast } from "./make-cast.ts";

makeInThisThread(makeCast);
