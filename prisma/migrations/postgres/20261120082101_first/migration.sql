-- CreateTable
CREATE TABLE "portals" (
    "id" TEXT NOT NULL,
    "world_id" TEXT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "z" DOUBLE PRECISION NOT NULL,
    "rotation_y" DOUBLE PRECISION NOT NULL,
    "status" TEXT NOT NULL,
    "pending_operation_id" TEXT,
    "url" TEXT,
    "target_world_id" TEXT,
    "generation_id" BIGINT,
    "prompt" TEXT NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "portals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worlds" (
    "id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "caption" TEXT,
    "files" JSONB NOT NULL,
    "metric_scale_factor" DOUBLE PRECISION,
    "ground_plane_offset" DOUBLE PRECISION,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "worlds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generations" (
    "id" BIGINT NOT NULL,
    "job_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "operation_id" TEXT,
    "provider_ref" TEXT,
    "adopted" BOOLEAN NOT NULL DEFAULT false,
    "input" JSONB NOT NULL,
    "observed" JSONB,
    "observed_at" TIMESTAMP(3),
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
    "next_look_at" TIMESTAMP(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "submitted_at" TIMESTAMP(3),
    "accepted_at" TIMESTAMP(3),
    "deadline_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "ended_at" TIMESTAMP(3),
    "settled_at" TIMESTAMP(3),

    CONSTRAINT "generations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_gates" (
    "provider" TEXT NOT NULL,
    "minute_started_at" TIMESTAMP(3) NOT NULL,
    "minute_starts" INTEGER NOT NULL,
    "hour_started_at" TIMESTAMP(3) NOT NULL,
    "hour_starts" INTEGER NOT NULL,
    "not_before" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "provider_gates_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "players" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "seen_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "players_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "hash" TEXT NOT NULL,
    "ext" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "references" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "files_pkey" PRIMARY KEY ("hash")
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
