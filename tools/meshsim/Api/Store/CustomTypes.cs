using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Reads the type that a CustomResourceDefinition declares.</summary>
internal static class CustomTypes
{
    public static ResourceType Read(JsonObject definition)
    {
        var versions = definition.Objects("spec", "versions").Where(version => version.Flag("served"))
            .OrderByDescending(version => version.Flag("storage")).ToImmutableArray();
        var subresources = versions.Where(version => version["subresources"] is not null)
            .SelectMany(version => ((JsonObject)version["subresources"]!).Select(entry => entry.Key)).Distinct().Order();
        return new(
            definition.Text("spec", "group") ?? "",
            definition.Text("spec", "names", "kind") ?? "",
            definition.Text("spec", "names", "plural") ?? "",
            definition.Text("spec", "scope") != "Cluster")
        {
            Singular = definition.Text("spec", "names", "singular") ?? "",
            ShortNames = [.. definition.Texts("spec", "names", "shortNames")],
            Categories = [.. definition.Texts("spec", "names", "categories")],
            Versions = [.. versions.Select(version => version.Text("name") ?? "")],
            Subresources = [.. subresources],
            CountsGenerations = true,
            Custom = new(
                versions.Where(version => version.At("schema", "openAPIV3Schema") is JsonObject)
                    .ToImmutableDictionary(version => version.Text("name") ?? "", version => (JsonObject)version.At("schema", "openAPIV3Schema")!),
                versions.ToImmutableDictionary(version => version.Text("name") ?? "", Columns)),
        };
    }

    private static ImmutableArray<CustomColumn> Columns(JsonObject version) =>
    [
        .. version.Objects("additionalPrinterColumns").Select(column => new CustomColumn(
            column.Text("name") ?? "", column.Text("type") ?? "string", column.Text("jsonPath") ?? "",
            column.Text("description") ?? "", (int)(column.Number("priority") ?? 0))),
    ];
}
