using MeshRunbook.Mesh.Conditions;

namespace MeshRunbook.Mesh.Objects;

/// <summary>Which injector a namespace asks for its pods by its labels: exactly one, or a problem.</summary>
/// <param name="Injector">Null where there is none, or more than one.</param>
/// <param name="Problem">What to say of the namespace behind its name; null where there is an injector.</param>
/// <param name="AsksForNone">Whether it does not ask for injection at all.</param>
internal sealed record InjectedNamespace(WebhookConfiguration? Injector, string? Problem, bool AsksForNone = false)
{
    public const string RevisionLabel = "istio.io/rev";
    private const string InjectionLabel = "istio-injection";

    public static InjectedNamespace Of(IReadOnlyDictionary<string, string> labels, IReadOnlyList<WebhookConfiguration> injectors)
    {
        var (revision, injection) = (labels.GetValueOrDefault(RevisionLabel), labels.GetValueOrDefault(InjectionLabel));
        switch (revision, injection)
        {
            case (null, null):
                return new(null, $"has neither {RevisionLabel} nor {InjectionLabel}", AsksForNone: true);
            case ({ }, { }):
                return new(null, $"has both {RevisionLabel}={revision} and {InjectionLabel}={injection}");
            case (null, not "enabled"):
                return new(null, $"opts out: {InjectionLabel}={injection}", AsksForNone: true);
        }

        var picking = injectors.Where(injector => injector.Injects(labels)).ToList();
        var label = revision is null ? $"{InjectionLabel}=enabled" : $"{RevisionLabel}={revision}";
        return picking.Count switch
        {
            0 => new(null, $"says {label}, which no injector answers to"),
            1 => new(picking[0], null),
            _ => new(null, $"says {label}, which {picking.Count} injectors answer to ({Wording.Some(picking.Select(one => one.Meta.Name))})"),
        };
    }
}
