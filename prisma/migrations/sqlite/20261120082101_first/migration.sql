-- CreateTable
CREATE TABLE "portals" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "world_id" TEXT NOT NULL,
    "x" REAL NOT NULL,
    "y" REAL NOT NULL,
    "z" REAL NOT NULL,
    "rotation_y" REAL NOT NULL,
    "status" TEXT NOT NULL,
    "pending_operation_id" TEXT,
    "url" TEXT,
    "target_world_id" TEXT,
    "generation_id" BIGINT,
    "prompt" TEXT NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "worlds" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "display_name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "caption" TEXT,
    "files" JSONB NOT NULL,
    "metric_scale_factor" REAL,
    "ground_plane_offset" REAL,
    "created_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "generations" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "job_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "operation_id" TEXT,
    "provider_ref" TEXT,
    "adopted" BOOLEAN NOT NULL DEFAULT false,
    "input" JSONB NOT NULL,
    "observed" JSONB,
    "observed_at" DATETIME,
    "output" JSONB,
    "progress" INTEGER NOT NULL DEFAULT -1,
    "error_code" TEXT,
    "error_message" TEXT,
    "requested_by" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "active_key" TEXT,
    "retry_of" BIGINT,
    "submit_tag" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "resubmitted" BOOLEAN NOT NULL DEFAULT false,
    "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
    "next_look_at" DATETIME,
    "lease_owner" TEXT,
    "lease_until" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 0,
    "submitted_at" DATETIME,
    "accepted_at" DATETIME,
    "deadline_at" DATETIME,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL,
    "ended_at" DATETIME,
    "settled_at" DATETIME
);

-- CreateTable
CREATE TABLE "provider_gates" (
    "provider" TEXT NOT NULL PRIMARY KEY,
    "minute_started_at" DATETIME NOT NULL,
    "minute_starts" INTEGER NOT NULL,
    "hour_started_at" DATETIME NOT NULL,
    "hour_starts" INTEGER NOT NULL,
    "not_before" DATETIME NOT NULL,
    "version" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "players" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "seen_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "files" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "ext" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "references" INTEGER NOT NULL DEFAULT 0,
    "created_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "portals_world_id_idx" ON "portals"("world_id");

-- CreateIndex
CREATE INDEX "portals_generation_id_idx" ON "portals"("generation_id");

-- CreateIndex
CREATE UNIQUE INDEX "generations_active_key_key" ON "generations"("active_key");

-- CreateIndex
CREATE INDEX "generations_next_look_at_idx" ON "generations"("next_look_at");

-- CreateIndex
CREATE INDEX "generations_provider_status_created_at_idx" ON "generations"("provider", "status", "created_at");

-- CreateIndex
CREATE INDEX "generations_provider_operation_id_idx" ON "generations"("provider", "operation_id");

-- CreateIndex
CREATE INDEX "generations_requested_by_created_at_idx" ON "generations"("requested_by", "created_at");

-- CreateIndex
CREATE INDEX "generations_subject_idx" ON "generations"("subject");

-- CreateIndex
CREATE INDEX "generations_kind_status_ended_at_idx" ON "generations"("kind", "status", "ended_at");

-- CreateIndex
CREATE INDEX "generations_provider_requested_by_submitted_at_idx" ON "generations"("provider", "requested_by", "submitted_at");

-- CreateIndex
CREATE UNIQUE INDEX "generations_requested_by_job_id_kind_key" ON "generations"("requested_by", "job_id", "kind");
