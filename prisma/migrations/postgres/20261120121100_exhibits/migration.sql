-- CreateTable
CREATE TABLE "exhibits" (
    "id" TEXT NOT NULL,
    "world_id" TEXT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "z" DOUBLE PRECISION NOT NULL,
    "rotation_y" DOUBLE PRECISION NOT NULL,
    "scale" DOUBLE PRECISION NOT NULL,
    "kind" TEXT NOT NULL,
    "generation_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "exhibits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exhibits_world_id_idx" ON "exhibits"("world_id");

-- CreateIndex
CREATE INDEX "exhibits_generation_id_idx" ON "exhibits"("generation_id");
