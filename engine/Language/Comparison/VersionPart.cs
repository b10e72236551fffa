namespace MeshRunbook.Language.Comparison;

/// <summary>The parts of a semantic version, the smallest change first.</summary>
public enum VersionPart { None, Patch, Minor, Major }

/// <summary>What part of its version a change of a runbook raises.</summary>
internal static class VersionRules
{
    /// <summary>Keys of steps that say how long, not what.</summary>
    private static readonly string[] Patience = ["timeout", "retry", "every"];

    public static VersionPart OfStep(ChangeKind kind, FieldChange? field) =>
        kind == ChangeKind.Changed && field is not null && (field.IsWording || Patience.Contains(field.First)) ? VersionPart.Patch : VersionPart.Minor;

    /// <summary>Whoever starts, calls or takes back a runbook goes by its name, parameters, outputs and rollback.</summary>
    public static VersionPart OfKey(FieldChange field)
    {
        if (field.Path == "metadata.version") return VersionPart.None;
        if (field.Last == "description" || field.Path == "metadata.title") return VersionPart.Patch;
        var isGone = field.After is null;
        return field.First switch
        {
            "metadata" => field.Path == "metadata.name" || isGone ? VersionPart.Major : VersionPart.Minor,
            "parameters" => OfParameter(field),
            "outputs" => isGone && field.Path.Split('.').Length == 2 ? VersionPart.Major : VersionPart.Minor,
            _ => VersionPart.Minor,
        };
    }

    private static VersionPart OfParameter(FieldChange field)
    {
        if (field.Path.Split('.').Length == 2)
            return field.After is null || ParameterText.IsRequired(field.New) ? VersionPart.Major : VersionPart.Minor;
        return field.Last switch
        {
            "default" => field.After is null ? VersionPart.Major : VersionPart.Minor,
            "optional" => field.After == "true" ? VersionPart.Minor : VersionPart.Major,
            "secret" => field.After == "true" ? VersionPart.Major : VersionPart.Minor,
            _ => VersionPart.Major,
        };
    }
}

/// <summary>What the declaration of a parameter says.</summary>
internal static class ParameterText
{
    public static bool IsRequired(Meaning? parameter) =>
        parameter is MapMeaning map && map["default"] is null && map["optional"] is not TextMeaning { Text: "true" };
}
