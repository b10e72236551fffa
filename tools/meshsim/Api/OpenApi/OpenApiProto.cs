using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>
/// Encodes an OpenAPI version 2 document as the protocol buffers that kubectl asks for
/// (<c>application/com.github.proto-openapi.spec.v2@v1.0+protobuf</c>); field numbers are gnostic's OpenAPIv2.proto.
/// </summary>
internal static class OpenApiProto
{
    public static byte[] Encode(JsonObject document) => new ProtoWriter()
        .Text(1, document.Text("swagger"))
        .Message(2, info => info.Text(1, document.Text("info", "title")).Text(2, document.Text("info", "version")))
        .Message(8, paths => EncodePaths(paths, (JsonObject)document["paths"]!))
        .Message(9, definitions => EncodeNamed(definitions, (JsonObject)document["definitions"]!))
        .ToArray();

    private static void EncodePaths(ProtoWriter writer, JsonObject paths)
    {
        foreach (var (path, item) in paths)
        {
            writer.Message(2, named => named.Text(1, path)
                .Message(2, value => value.Message(8, operation => EncodeOperation(operation, (JsonObject)((JsonObject)item!)["patch"]!))));
        }
    }

    private static void EncodeOperation(ProtoWriter writer, JsonObject operation)
    {
        foreach (var media in operation.Texts("consumes")) writer.Text(7, media);
        foreach (var parameter in operation.Objects("parameters"))
        {
            writer.Message(8, item => item.Message(1, either => either.Message(2, nonBody => nonBody.Message(3, query => query
                .Text(2, parameter.Text("in")).Text(4, parameter.Text("name")).Text(6, parameter.Text("type")).Flag(20, parameter.Flag("uniqueItems"))))));
        }

        writer.Message(9, responses => responses.Message(1, named => named.Text(1, "200")
            .Message(2, value => value.Message(1, response => response.Text(1, "OK")))));
        EncodeExtensions(writer, 13, operation);
    }

    private static void EncodeNamed(ProtoWriter writer, JsonObject schemas)
    {
        foreach (var (name, schema) in schemas)
        {
            writer.Message(1, named => named.Text(1, name).Message(2, value => EncodeSchema(value, (JsonObject)schema!)));
        }
    }

    private static void EncodeSchema(ProtoWriter writer, JsonObject schema)
    {
        writer.Text(1, schema.Text("$ref")).Text(2, schema.Text("format")).Text(4, schema.Text("description"));
        foreach (var name in schema.Texts("required")) writer.Text(19, name);
        if (schema["additionalProperties"] is JsonObject values) writer.Message(21, item => item.Message(1, value => EncodeSchema(value, values)));
        if (schema.Text("type") is { } type) writer.Message(22, item => item.Text(1, type));
        if (schema["items"] is JsonObject items) writer.Message(23, item => item.Message(1, value => EncodeSchema(value, items)));
        if (schema["properties"] is JsonObject properties) writer.Message(25, item => EncodeNamed(item, properties));
        EncodeExtensions(writer, 31, schema);
    }

    private static void EncodeExtensions(ProtoWriter writer, int field, JsonObject owner)
    {
        foreach (var (name, value) in owner.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            writer.Message(field, named => named.Text(1, name).Message(2, any => any.Text(2, value!.ToJsonString() + "\n")));
        }
    }
}
