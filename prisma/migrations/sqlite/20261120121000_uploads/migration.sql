-- AlterTable
ALTER TABLE "generations" ADD COLUMN "upload" JSONB;
