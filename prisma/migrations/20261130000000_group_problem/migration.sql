-- Why the last sign-in of a person brought fewer groups than they may have at the identity provider.
ALTER TABLE "user" ADD COLUMN "group_problem" TEXT;
