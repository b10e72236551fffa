namespace MeshRunbook.Mesh.Cluster;

/// <summary>An object as a runbook names it: <c>kind/name</c>, or a kind alone where a selector picks the objects.</summary>
internal readonly record struct ObjectName(string Kind, string? Name)
{
    public static ObjectName Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? new ObjectName(text, null) : new(text[..slash], text[(slash + 1)..]);
        if (name.Kind.Length == 0 || name.Name is "" || name.Name?.Contains('/', StringComparison.Ordinal) == true)
            throw new CannotTellException($"`{text}` names no object", "write kind/name, for example deployment/istiod");
        return name;
    }

    public override string ToString() => Name is null ? Kind : $"{Kind}/{Name}";
}
