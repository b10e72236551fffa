namespace MeshRunbook.Language.Comparison;

/// <summary>How much a change can harm; the largest last.</summary>
public enum Risk { None, Low, Medium, High }

/// <summary>A risk and why it is none or one, in a few words.</summary>
internal sealed record Judgement(Risk Risk, string Reason)
{
    public static Judgement Wording { get; } = new(Risk.None, "only words for people");
}
