import { Text } from "@voygent/contracts";
import * as z from "zod";

/** A name of a list that calls can give: what could never be asked for, such as one with control characters, is none. */
export const ListedName = z.string().trim().pipe(Text);

/** The id of a seller; its case says nothing. */
export const ListedProviderId = z.string().trim().toLowerCase().pipe(Text);
