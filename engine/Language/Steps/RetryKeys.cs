using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Steps;

/// <summary>The keys of `retry`.</summary>
internal static class RetryKeys
{
    private static readonly Key<int> Attempts = new("attempts", new IntegerShape(1, 1000), "How often the step is tried in all.")
    {
        IsRequired = true,
        Example = "3",
    };

    private static readonly Key<TimeSpan> Delay = new("delay", DurationShape.Instance, "How long to wait before the second try.")
    {
        Default = TimeSpan.Zero,
        Example = "5s",
    };

    private static readonly Key<double> Backoff = new("backoff", new NumberShape(1, 100), "By what the wait grows with each further try.")
    {
        Default = 1,
        Example = "2",
    };

    public static Form Form { get; } = new("`retry`", Attempts, Delay, Backoff);

    public static Retry Build(Fields fields, Place place) =>
        new(fields.Read(Attempts, place), fields.Read(Delay, place), fields.Read(Backoff, place));
}
