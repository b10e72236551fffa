using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Templates that stand for a span of time or for a count.</summary>
internal static class Durations
{
    public static TimeSpan? Of(Template? template, IScope scope, out Evaluated? problem)
    {
        problem = null;
        if (template is null) return null;
        var value = Rendering.Value(template, scope);
        if (value.Problem is not null) problem = value;
        else if (value.Value is DurationValue duration) return duration.Duration;
        else if (value.Value is not NullValue) problem = Evaluated.Failed("a timeout must be a duration, such as 30m");
        return null;
    }

    public static int Count(Template? template, IScope scope, int fallback, out Evaluated? problem)
    {
        problem = null;
        if (template is null) return fallback;
        var value = Rendering.Value(template, scope);
        if (value.Problem is not null) problem = value;
        else if (value.Value is IntegerValue integer) return (int)Math.Clamp(integer.Integer, 0, int.MaxValue);
        else if (value.Value is not NullValue) problem = Evaluated.Failed("expected an integer");
        return fallback;
    }
}
