using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Decides what holds an object that is being deleted: finalizers, a pod's grace period, a namespace's content.</summary>
internal static class Finalization
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";
    private const long DefaultGraceSeconds = 30;

    public static void CheckPreconditions(ResourceType type, JsonObject old, DeleteOptions options)
    {
        if (options.Uid is not null && options.Uid != old.Uid())
        {
            throw ApiException.Conflict(type, old.Name(),
                $"Precondition failed: UID in precondition: {options.Uid}, UID in object meta: {old.Uid()}");
        }

        if (options.ResourceVersion is not null && options.ResourceVersion != old.Text("metadata", "resourceVersion"))
        {
            throw ApiException.Conflict(type, old.Name(), "Precondition failed: ResourceVersion in precondition: "
                + $"{options.ResourceVersion}, ResourceVersion in object meta: {old.Text("metadata", "resourceVersion")}");
        }
    }

    /// <summary>Whether a marked object must stay for now.</summary>
    public static bool IsHeld(ResourceType type, JsonObject marked) =>
        marked.Texts("metadata", "finalizers").Any()
        || (type.Equals(BuiltInTypes.Namespaces) && marked.Texts("spec", "finalizers").Any())
        || (type.Equals(BuiltInTypes.Pods) && marked.Number("metadata", "deletionGracePeriodSeconds") > 0);

    /// <summary>A copy that bears the marks of this delete: deletion time, grace period, finalizers for its propagation.</summary>
    public static JsonObject Mark(ResourceType type, JsonObject old, DeleteOptions options, TimeProvider clock)
    {
        var marked = old.Copy();
        AddFinalizer(type, marked, options.Propagation);
        var grace = type.Equals(BuiltInTypes.Pods) ? Grace(old, options) : 0;
        if (old.IsBeingDeleted())
        {
            if (old.Number("metadata", "deletionGracePeriodSeconds") is { } left && grace < left) SetTime(marked, grace, clock);
            else if (type.Equals(BuiltInTypes.Pods) && options.GracePeriodSeconds == 0) SetTime(marked, 0, clock);
            return marked;
        }

        SetTime(marked, grace, clock);
        if (old.Generation() > 0) marked.Put(old.Generation() + 1, "metadata", "generation");
        if (type.Equals(BuiltInTypes.Namespaces)) marked.Put("Terminating", "status", "phase");
        return marked;
    }

    private static long Grace(JsonObject pod, DeleteOptions options)
    {
        var isRunning = pod.Text("spec", "nodeName") is { Length: > 0 } && pod.Text("status", "phase") is not ("Succeeded" or "Failed");
        return isRunning ? options.GracePeriodSeconds ?? pod.Number("spec", "terminationGracePeriodSeconds") ?? DefaultGraceSeconds : 0;
    }

    private static void SetTime(JsonObject marked, long grace, TimeProvider clock) => marked
        .Put(NewObject.Timestamp(clock.GetUtcNow().AddSeconds(grace)), "metadata", "deletionTimestamp")
        .Put(grace, "metadata", "deletionGracePeriodSeconds");

    private static void AddFinalizer(ResourceType type, JsonObject marked, Propagation propagation)
    {
        if (propagation == Propagation.Background || type.Equals(BuiltInTypes.Namespaces)) return;
        var name = propagation == Propagation.Foreground ? Foreground : Orphan;
        var finalizers = marked.Texts("metadata", "finalizers").Where(other => other is not (Foreground or Orphan)).Append(name);
        marked.Put(new JsonArray([.. finalizers.Select(text => JsonValue.Create(text))]), "metadata", "finalizers");
    }
}
