-- GitHub actions that BastionZero's clients authorize. They are kept and not used: no action registers a target here.
CREATE TABLE "github_action" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "github_action_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "github_action_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "github_action_id" CHECK (is_one_line("github_action_id") AND char_length("github_action_id") BETWEEN 1 AND 200)
);
-- an action is authorized once
CREATE UNIQUE INDEX "github_action_organization_id_github_action_id_key"
  ON "github_action"("organization_id", "github_action_id");
ALTER TABLE "github_action" ADD CONSTRAINT "github_action_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
