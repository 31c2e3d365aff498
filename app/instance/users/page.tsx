import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InstanceFrame } from "#components/instance/instance-frame";
import { Button } from "#components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { TextField } from "#components/ui/input";
import { NoRows } from "#components/ui/no-rows";
import { Pager } from "#components/ui/pager";
import { listUsers } from "#lib/domain/instance/queries";
import { UserListInput } from "#lib/domain/instance/schema";
import { openInstance } from "#lib/gate/operator";
import { PreferenceControls } from "../../preferences/controls";
import { UserTable } from "./_parts/user-table";

interface UsersPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("instance.users");
  return { title: t("title") };
}

export default async function InstanceUsersPage({ searchParams }: UsersPageProps) {
  const { user, read } = await openInstance("/instance/users");
  const filter = UserListInput.parse(await searchParams);
  const { users, next } = await read((tx) => listUsers(tx, filter));
  const t = await getTranslations("instance.users");
  const firstHref = `/instance/users?${new URLSearchParams({ search: filter.search }).toString()}`;
  const nextQuery = new URLSearchParams({ search: filter.search, after: next ?? "" }).toString();
  return (
    <InstanceFrame place="users" controls={<PreferenceControls />}>
      <Card>
        <CardHeader title={t("title")} />
        <CardBody>
          <form action="/instance/users" className="row wrap items-end">
            <TextField label={t("search")} name="search" type="search" maxLength={200} defaultValue={filter.search} />
            <Button type="submit">{t("find")}</Button>
          </form>
        </CardBody>
        {users.length === 0 ? (
          <NoRows place={filter} firstHref={firstHref}>
            <EmptyState title={t("none")} />
          </NoRows>
        ) : (
          <UserTable users={users} ownId={user.id} />
        )}
        {(next !== null || filter.after !== null) && (
          <CardFooter>
            <Pager
              previousHref={filter.after === null ? undefined : firstHref}
              nextHref={next === null ? undefined : `/instance/users?${nextQuery}`}
            />
          </CardFooter>
        )}
      </Card>
    </InstanceFrame>
  );
}
