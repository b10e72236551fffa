using System.Text.Json.Nodes;

namespace MeshRunbook.Language.Syntax;

/// <summary>A key of the language, declared once: parser, checks and schema all go by it.</summary>
internal abstract class Key(string name, string description)
{
    public string Name { get; } = name;

    /// <summary>Plain English for the one who writes a runbook; editors show it.</summary>
    public string Description { get; } = description;

    public bool IsRequired { get; init; }

    /// <summary>A value as one would write it, in YAML's flow style; editors offer it.</summary>
    public string? Example { get; init; }

    public abstract Shape Shape { get; }

    /// <summary>What holds where the key is not given, as the schema shows it.</summary>
    public abstract JsonNode? ShownDefault { get; }
}

/// <summary>A key whose value is read as <typeparamref name="T"/>.</summary>
internal sealed class Key<T>(string name, Shape<T> shape, string description) : Key(name, description)
{
    private readonly T _default = shape.Nothing;

    public Shape<T> Type { get; } = shape;

    public override Shape Shape => Type;

    public bool HasDefault { get; private init; }

    /// <summary>What is read where the key is not given.</summary>
    public T Default
    {
        get => _default;
        init => (_default, HasDefault) = (value, true);
    }

    public override JsonNode? ShownDefault => HasDefault ? Type.Show(Default) : null;
}
