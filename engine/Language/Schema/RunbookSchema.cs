using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Schema;

/// <summary>The JSON Schema of runbooks, made of the same definitions by which they are read.</summary>
public static class RunbookSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Draft 7, as the YAML language server reads it; ends with a line break.</summary>
    public static string Generate()
    {
        var definitions = new SchemaDefinitions();
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Runbook",
            ["description"] = "A procedure for MeshRunbook: parameters, steps in order, and what they yield.",
        };
        foreach (var (key, value) in definitions.Form(RunbookForm.Form).ToList()) root[key] = value?.DeepClone();
        root["definitions"] = definitions.ToJson();
        return root.ToJsonString(Readable) + "\n";
    }
}
