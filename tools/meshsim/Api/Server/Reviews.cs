using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>The kinds that are answered and never stored.</summary>
internal static class Reviews
{
    private const string Authorization = "authorization.k8s.io";

    public static ImmutableArray<ResourceType> All { get; } =
    [
        new("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", false) { Verbs = ["create"] },
        new(Authorization, "LocalSubjectAccessReview", "localsubjectaccessreviews", true) { Verbs = ["create"] },
        new(Authorization, "SelfSubjectAccessReview", "selfsubjectaccessreviews", false) { Verbs = ["create"] },
        new(Authorization, "SelfSubjectRulesReview", "selfsubjectrulesreviews", false) { Verbs = ["create"] },
        new(Authorization, "SubjectAccessReview", "subjectaccessreviews", false) { Verbs = ["create"] },
    ];

    public static ResourceType? Find(string group, string plural) => All.FirstOrDefault(type => type.Group == group && type.Plural == plural);
}
