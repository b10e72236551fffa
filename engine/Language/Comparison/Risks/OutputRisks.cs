namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What a change of outputs can bring about.</summary>
internal static class OutputRisks
{
    /// <param name="users">Who uses them.</param>
    public static Judgement Of(FieldChange change, string users) => change.Last switch
    {
        "sensitive" when change.IsInner => change.After == "true" ? new(Risk.Low, "the value is kept secret") : new(Risk.High, "the value is no longer kept secret"),
        "description" when change.IsInner => Judgement.Wording,
        _ when change.After is null => new(Risk.Medium, $"{users} no longer get it"),
        _ when change.Before is null => new(Risk.Low, $"{users} can use it"),
        _ => new(Risk.Medium, $"{users} get another value"),
    };
}
