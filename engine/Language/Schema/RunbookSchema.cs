using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Language.Schema;

/// <summary>The JSON Schema of runbooks and of their tests, made of the same definitions by which they are read.</summary>
public static class RunbookSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Draft 7, as the YAML language server reads it; ends with a line break.</summary>
    public static string Generate() =>
        Generate("Runbook", "A procedure for MeshRunbook: parameters, steps in order, and what they yield.", RunbookForm.Form);

    /// <summary>The same for tests of runbooks.</summary>
    public static string GenerateOfTests() =>
        Generate("Tests of a runbook", "Tests for `runbook test`: what a runbook is given, what the world answers, and what must come of it.", TestForm.Form);

    private static string Generate(string title, string description, Form form)
    {
        var definitions = new SchemaDefinitions();
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (key, value) in definitions.Form(form).ToList()) root[key] = value?.DeepClone();
        root["definitions"] = definitions.ToJson();
        return root.ToJsonString(Readable) + "\n";
    }
}
