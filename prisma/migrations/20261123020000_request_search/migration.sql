-- CreateIndex
CREATE INDEX "access_request_target_id_created_at_idx" ON "access_request"("target_id", "created_at");
