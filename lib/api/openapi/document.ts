import type { z } from 'zod';

// The parts of OpenAPI 3.1 that the description of the API has (https://spec.openapis.org/oas/v3.1.1.html).

export type JsonSchema = z.core.JSONSchema.JSONSchema;
export type Reference = { $ref: string };

export type Parameter = {
  name: string;
  in: 'query' | 'path' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
  /** of a list: false where its items are separated by commas */
  explode?: false;
};

export type Content = Record<string, { schema?: JsonSchema }>;
export type Reply = { description: string; headers?: Record<string, Reference>; content?: Content };

export type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: (Parameter | Reference)[];
  requestBody?: { required: boolean; content: Content };
  /** by status */
  responses: Record<string, Reply | Reference>;
  /** empty where neither a key nor a login is needed */
  security?: [];
};

export type OpenApi = {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, []>[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    parameters: Record<string, Parameter>;
    headers: Record<string, { description: string; schema: JsonSchema }>;
    responses: Record<string, Reply>;
    securitySchemes: Record<string, object>;
  };
};
