using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>What a CustomResourceDefinition adds to its type: a schema and printer columns for each version.</summary>
public sealed record CustomDefinition(
    ImmutableDictionary<string, JsonObject> Schemas,
    ImmutableDictionary<string, ImmutableArray<CustomColumn>> Columns);

/// <summary>One of a definition's <c>additionalPrinterColumns</c>.</summary>
public sealed record CustomColumn(string Name, string Type, string JsonPath, string Description, int Priority);
