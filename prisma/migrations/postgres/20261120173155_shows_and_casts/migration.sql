-- AlterTable
ALTER TABLE "exhibits" ADD COLUMN     "subject" TEXT,
ALTER COLUMN "generation_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "shows" (
    "id" TEXT NOT NULL,
    "owned_by" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "logline" TEXT NOT NULL,
    "auto_generate" BOOLEAN NOT NULL DEFAULT false,
    "trailer" TEXT,
    "trailer_generation_id" BIGINT,
    "trailer_asked_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "shows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "characters" (
    "id" TEXT NOT NULL,
    "show_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "portrait" TEXT,
    "portrait_generation_id" BIGINT,
    "portrait_asked_at" TIMESTAMP(3),
    "video" TEXT,
    "video_generation_id" BIGINT,
    "video_asked_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "characters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "joined_jobs" (
    "player_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "generation_id" BIGINT NOT NULL,

    CONSTRAINT "joined_jobs_pkey" PRIMARY KEY ("player_id","kind","job_id")
);

-- CreateIndex
CREATE INDEX "shows_owned_by_created_at_idx" ON "shows"("owned_by", "created_at");

-- CreateIndex
CREATE INDEX "characters_show_id_created_at_idx" ON "characters"("show_id", "created_at");

-- CreateIndex
CREATE INDEX "exhibits_subject_idx" ON "exhibits"("subject");
