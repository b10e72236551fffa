using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Rules of pods and pod templates.</summary>
internal static class PodRules
{
    /// <summary>Checks the pod specification at a dotted path.</summary>
    public static void CheckSpec(JsonObject value, string path, List<FieldError> errors)
    {
        if (value.At(path.Split('.')) is not JsonObject spec || !spec.Objects("containers").Any())
        {
            errors.Add(FieldError.Required($"{path}.containers"));
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            var at = 0;
            foreach (var container in spec.Objects(list)) CheckContainer(spec, container, $"{path}.{list}[{at++}]", names, errors);
        }
    }

    private static void CheckContainer(JsonObject spec, JsonObject container, string path, HashSet<string> names, List<FieldError> errors)
    {
        var name = container.Text("name") ?? "";
        if (name.Length == 0) errors.Add(FieldError.Required($"{path}.name"));
        else if (!MetadataRules.IsDnsLabel(name)) errors.Add(FieldError.Invalid($"{path}.name", name, MetadataRules.LabelRule));
        else if (!names.Add(name)) errors.Add(FieldError.Duplicate($"{path}.name", name));
        if (string.IsNullOrEmpty(container.Text("image"))) errors.Add(FieldError.Required($"{path}.image"));
        var volumes = spec.Objects("volumes").Select(volume => volume.Text("name")).ToHashSet();
        var at = 0;
        foreach (var mount in container.Objects("volumeMounts"))
        {
            if (!volumes.Contains(mount.Text("name"))) errors.Add(new($"{path}.volumeMounts[{at}].name", "FieldValueNotFound", $"Not found: \"{mount.Text("name")}\""));
            at++;
        }
    }
}
