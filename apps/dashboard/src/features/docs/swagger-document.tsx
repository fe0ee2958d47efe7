import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./swagger-document.css";

/** One OpenAPI document in Swagger UI, which draws into a node of its own; a chunk of its own for its size. */
export default function SwaggerDocument({ url }: { url: string }) {
  return (
    <div
      ref={(node) => {
        if (node === null || node.childElementCount > 0) return;
        SwaggerUI({
          domNode: node,
          url,
          docExpansion: "list",
          defaultModelsExpandDepth: -1,
          syntaxHighlight: false,
          validatorUrl: null,
        });
      }}
    />
  );
}
