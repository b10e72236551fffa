using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Values;

/// <summary>Values for people, with secrets masked.</summary>
public static class ValueDisplay
{
    /// <summary>Text as it is; lists and objects as compact JSON; null as nothing; each secret as ***.</summary>
    public static string Of(Value value)
    {
        if (value.IsSecret) return ValueJson.Mask;
        return ValueText.Of(value) ?? ValueJson.Text(value, ValueJson.Masked);
    }

    /// <summary>Whether the value, or anything in it, is secret.</summary>
    public static bool HasSecret(this Value value) => value.IsSecret || value switch
    {
        ListValue list => list.Items.Any(HasSecret),
        MapValue map => map.Entries.Any(entry => entry.Value.HasSecret()),
        _ => false,
    };
}
