import { makeInThisThread } from "../making-worker.ts";
import { makeModel } from "./make-model.ts";

makeInThisThread(makeModel);
